package dev.likeness.activities.steps;

import dev.likeness.model.blending.Compositor;
import dev.likeness.model.blending.MergingConfig;
import dev.likeness.model.blending.MergingSettings;
import dev.likeness.model.blending.PlacedFace;
import dev.likeness.model.blending.PredictionsReader;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.MediaIndex;
import dev.likeness.model.video.SegmentEncoder;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chunk's frames with the predicted faces in them, encoded, and the SHA-256 of every frame. */
final class MergeStep {
  private MergeStep() {}

  /** One composited frame, before the encoder. */
  record FrameDigest(int frame, String sha256, int faces) {}

  static StepOutcome run(StepTask task) throws IOException {
    MediaIndex index = task.index();
    int from = task.number("from");
    int to = task.number("to");
    var byFrame = FacesByFrame.of(task, from, to);
    MergingSettings merging = task.section("merging", MergingConfig.class).settings();
    Path predictions = task.scratch().resolve("predictions.safetensors");
    task.store().fetch(task.input("predictions"), predictions);
    Path segment = task.scratch().resolve("segment.nut");
    Path digests = task.scratch().resolve("frames.jsonl.gz");
    task.progress().expect(to - from, "frames");
    var compositor = new Compositor(merging);
    EncodeOptions encoding = EncodeOptions.DEFAULT.withQuantiser(merging.quantiser());
    int swapped = 0;
    int faces = 0;
    try (SeekableByteChannel channel = task.store().channel(task.input("media"));
        FrameReader reader = FrameReader.open(channel, index, from, to);
        PredictionsReader predicted = PredictionsReader.open(predictions);
        SegmentEncoder encoder = SegmentEncoder.open(segment, index, encoding);
        var lines = new JsonLines.Writer(digests)) {
      Map<FaceKey, Integer> places = places(predicted);
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (task.stopRequested().getAsBoolean()) {
          return new StepOutcome.Stopped();
        }
        Frame frame = next.get();
        List<PlacedFace> placed = new ArrayList<>();
        for (AlignedFace face : byFrame.of(frame.ordinal())) {
          Integer place = places.get(face.key());
          if (place != null) {
            placed.add(PlacedFace.of(face, predicted.face(place)));
          }
        }
        Frame composite = compositor.composite(frame, placed);
        encoder.write(composite);
        lines.write(new FrameDigest(frame.ordinal(), composite.sha256(), placed.size()));
        swapped += placed.isEmpty() ? 0 : 1;
        faces += placed.size();
        task.progress().advance(1);
      }
      encoder.finish();
    }
    var values = StepTask.object();
    values.put("frames", to - from).put("framesSwapped", swapped).put("faces", faces);
    return new StepOutcome.Made(
        task.store().putAll(Map.of("segment", segment, "frames", digests)),
        values,
        StepTask.object());
  }

  private static Map<FaceKey, Integer> places(PredictionsReader predicted) {
    Map<FaceKey, Integer> places = new HashMap<>();
    for (FaceKey key : predicted.keys()) {
      places.put(key, places.size());
    }
    return places;
  }
}
