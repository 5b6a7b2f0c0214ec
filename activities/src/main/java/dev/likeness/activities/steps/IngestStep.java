package dev.likeness.activities.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.model.json.Json;
import dev.likeness.model.video.MediaIndex;
import dev.likeness.model.video.MediaIndexer;
import dev.likeness.model.video.MediaLimits;
import dev.likeness.model.video.MediaRefusedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;

/** A file's streams and frame index, or why it is refused. */
final class IngestStep {
  private IngestStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    MediaIndex index;
    try (SeekableByteChannel channel = task.store().channel(task.input("media"))) {
      index = MediaIndexer.index(channel, task.label(), MediaLimits.DEFAULT);
    }
    int from = 0;
    int to = index.frames();
    String range = task.text("range");
    if (!range.isEmpty()) {
      int dash = range.indexOf('-');
      from = Integer.parseInt(range.substring(0, dash));
      String last = range.substring(dash + 1);
      to = last.isEmpty() ? to : Math.min(to, Integer.parseInt(last) + 1);
      if (from >= to) {
        throw new MediaRefusedException(
            MediaRefusedException.Reason.UNSUPPORTED,
            task.label()
                + " has the frames 0 to "
                + (index.frames() - 1)
                + ", so the range "
                + range
                + " has none: choose another.");
      }
    }
    ObjectNode values = StepTask.object();
    values.put("frames", index.frames()).put("from", from).put("to", to);
    values.put("width", index.width()).put("height", index.height());
    values.put("seconds", index.seconds(index.frames() - 1));
    var blob = task.store().put(Json.MAPPER.writeValueAsBytes(index));
    return new StepOutcome.Made(Map.of("index", blob), values, StepTask.object());
  }
}
