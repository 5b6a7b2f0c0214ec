package dev.likeness.activities.steps;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CutFace;
import dev.likeness.model.faces.ExtractionConfig;
import dev.likeness.model.faces.FaceCutter;
import dev.likeness.model.faces.FacesetWriter;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures of a chunk's faces that may be trained on, cut straight from the frames. */
final class FacesetStep {
  private FacesetStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    int from = task.number("from");
    int to = task.number("to");
    var byFrame = FacesByFrame.of(task, from, to).chosen();
    ExtractionConfig config = task.section("extraction", ExtractionConfig.class);
    task.progress().expect(to - from, "frames");
    Path file = task.scratch().resolve("faceset.zip");
    int faces = 0;
    try (SeekableByteChannel channel = task.store().channel(task.input("media"));
        FrameReader reader = FrameReader.open(channel, task.index(), from, to);
        FacesetWriter writer = FacesetWriter.zip(Files.newOutputStream(file))) {
      var cutter = new FaceCutter(config.cut());
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (task.stopRequested().getAsBoolean()) {
          return new StepOutcome.Stopped();
        }
        Frame frame = next.get();
        List<AlignedFace> here = byFrame.of(frame.ordinal());
        if (!here.isEmpty()) {
          for (CutFace cut : cutter.cut(frame.picture(), here)) {
            writer.add(cut);
            faces++;
          }
        }
        task.progress().advance(1);
      }
      writer.finish();
    }
    return new StepOutcome.Made(
        Map.of("faceset", task.store().put(file)),
        StepTask.object().put("faces", faces),
        StepTask.object());
  }
}
