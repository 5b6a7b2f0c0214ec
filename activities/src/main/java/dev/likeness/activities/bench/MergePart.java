package dev.likeness.activities.bench;

import dev.likeness.model.blending.Compositor;
import dev.likeness.model.blending.MergingConfig;
import dev.likeness.model.blending.MergingSettings;
import dev.likeness.model.blending.PlacedFace;
import dev.likeness.model.blending.PredictedFace;
import dev.likeness.model.blending.PredictionsReader;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.SegmentEncoder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encoding a chunk, and blending its predicted faces as the merge step does. */
final class MergePart {
  /** Decoded frames kept in memory, so that encoding is measured alone. */
  private static final int KEPT = 40;

  private MergePart() {}

  static Map<String, Double> encode(PartOrder order, Gate gate) throws IOException {
    FilmFolder footage = order.footage();
    List<Frame> frames = new ArrayList<>();
    try (FileChannel channel = footage.open();
        FrameReader reader =
            FrameReader.open(
                channel,
                footage.index(),
                order.from(),
                Math.min(order.to(), order.from() + KEPT))) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        frames.add(next.get());
      }
    }
    encode(order, frames, Meter.start());
    gate.await();
    Meter meter = Meter.start();
    while (meter.seconds() < order.seconds()) {
      encode(order, frames, meter);
    }
    return Map.of("rate", meter.rate());
  }

  private static void encode(PartOrder order, List<Frame> frames, Meter meter) throws IOException {
    try (SegmentEncoder encoder = encoder(order)) {
      for (Frame frame : frames) {
        encoder.write(frame);
        meter.tick();
      }
      encoder.finish();
    }
  }

  private static SegmentEncoder encoder(PartOrder order) throws IOException {
    Path folder = Files.createDirectories(order.scratch());
    return SegmentEncoder.open(
        folder.resolve("segment.mkv"),
        order.footage().index(),
        EncodeOptions.DEFAULT.withQuantiser(merging().quantiser()));
  }

  private static MergingSettings merging() {
    return MergingConfig.DEFAULTS.settings();
  }

  static Map<String, Double> merge(PartOrder order, Gate gate) throws IOException {
    FilmFolder footage = order.footage();
    Map<Integer, List<AlignedFace>> faces = footage.faces();
    try (PredictionsReader predicted = PredictionsReader.open(footage.predictions(0))) {
      Map<FaceKey, Integer> places = new HashMap<>();
      predicted.keys().forEach(key -> places.put(key, places.size()));
      try (var work = new Blending(order, faces, predicted, places)) {
        return Map.of("rate", Passes.rate(order, gate, work::on));
      }
    }
  }

  /** What the merge step does with a frame; each pass over the chunk is a segment. */
  private static final class Blending implements AutoCloseable {
    private final PartOrder order;
    private final Map<Integer, List<AlignedFace>> faces;
    private final PredictionsReader predicted;
    private final Map<FaceKey, Integer> places;
    private final Compositor compositor = new Compositor(merging());
    private Optional<SegmentEncoder> encoder = Optional.empty();

    Blending(
        PartOrder order,
        Map<Integer, List<AlignedFace>> faces,
        PredictionsReader predicted,
        Map<FaceKey, Integer> places) {
      this.order = order;
      this.faces = faces;
      this.predicted = predicted;
      this.places = places;
    }

    void on(Frame frame) throws IOException {
      if (encoder.isEmpty()) {
        encoder = Optional.of(encoder(order));
      }
      List<PlacedFace> placed = new ArrayList<>();
      for (AlignedFace face : faces.getOrDefault(frame.ordinal(), List.of())) {
        Optional<Integer> place = Optional.ofNullable(places.get(face.key()));
        if (place.isPresent()) {
          PredictedFace prediction = predicted.face(place.get());
          placed.add(PlacedFace.of(face, prediction));
        }
      }
      Frame composite = compositor.composite(frame, placed);
      encoder.get().write(composite);
      // A part of the step's work, although nobody reads it here.
      composite.sha256();
      if (frame.ordinal() == order.to() - 1) {
        encoder.get().finish();
        close();
      }
    }

    @Override
    public void close() {
      encoder.ifPresent(SegmentEncoder::close);
      encoder = Optional.empty();
    }
  }
}
