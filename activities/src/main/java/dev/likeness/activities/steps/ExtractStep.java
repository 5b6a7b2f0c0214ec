package dev.likeness.activities.steps;

import dev.likeness.model.faces.Chip;
import dev.likeness.model.faces.Chips;
import dev.likeness.model.faces.ExtractionConfig;
import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FoundFaces;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.MediaIndex;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every face of a chunk's frames, and chips of the good ones. */
final class ExtractStep {
  private ExtractStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    MediaIndex index = task.index();
    int from = task.number("from");
    int to = task.number("to");
    String medium = task.input("media").hex();
    ExtractionConfig config = task.section("extraction", ExtractionConfig.class);
    task.progress().expect(to - from, "frames");
    Path records = task.scratch().resolve("records.jsonl.gz");
    Path chips = task.scratch().resolve("chips.zip");
    List<Chip> kept = new ArrayList<>();
    int faces = 0;
    int framesWithFaces = 0;
    try (SeekableByteChannel channel = task.store().channel(task.input("media"));
        FrameReader reader = FrameReader.open(channel, index, from, to);
        FaceFinder finder = FaceFinder.open(config.find(index.frames() == 1));
        var recordLines = new JsonLines.Writer(records)) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (task.stopRequested().getAsBoolean()) {
          return new StepOutcome.Stopped();
        }
        Frame frame = next.get();
        FoundFaces found = finder.find(medium, frame.ordinal(), frame.picture());
        recordLines.write(found.records());
        kept.addAll(found.chips());
        faces += found.records().faces().size();
        framesWithFaces += found.records().faces().isEmpty() ? 0 : 1;
        task.progress().advance(1);
      }
    }
    Chips.write(kept, Files.newOutputStream(chips));
    var values = StepTask.object();
    values.put("frames", to - from).put("faces", faces).put("framesWithFaces", framesWithFaces);
    return new StepOutcome.Made(
        task.store().putAll(Map.of("records", records, "chips", chips)), values, StepTask.object());
  }
}
