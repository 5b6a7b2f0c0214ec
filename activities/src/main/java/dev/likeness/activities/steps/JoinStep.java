package dev.likeness.activities.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.video.JoinOptions;
import dev.likeness.model.video.JoinReport;
import dev.likeness.model.video.Joiner;
import dev.likeness.model.video.OtherStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The film: segments joined without encoding again, with the original's sound and other streams.
 */
final class JoinStep {
  /** What a film says of itself unless its maker strips it: that a face in it was replaced. */
  private static final Map<String, String> PROVENANCE =
      Map.of("comment", "A face in this film was replaced with Likeness (AI-generated content).");

  private JoinStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    List<Path> segments = new ArrayList<>();
    for (Digest segment : task.all("segments")) {
      Path file = task.scratch().resolve("segment-" + segments.size() + ".nut");
      task.store().fetch(segment, file);
      segments.add(file);
    }
    Path film = task.scratch().resolve("film." + task.text("container"));
    JoinReport report;
    try (SeekableByteChannel original = task.store().channel(task.input("media"))) {
      report =
          Joiner.join(
              segments,
              original,
              task.index(),
              new JoinOptions(task.number("from"), task.number("to"), PROVENANCE),
              film);
    }
    ObjectNode values = StepTask.object();
    values.put("frames", report.frames());
    var dropped = values.putArray("droppedStreams");
    for (OtherStream stream : report.dropped()) {
      dropped.add(stream.toString());
    }
    return new StepOutcome.Made(Map.of("film", task.store().put(film)), values, StepTask.object());
  }
}
