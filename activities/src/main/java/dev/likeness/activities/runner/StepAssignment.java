package dev.likeness.activities.runner;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a step's process is told on the first line of its standard input: the run, the store, and a
 * folder of its own that is removed after its end.
 */
public record StepAssignment(StepRun run, StoreAddress store, String scratch) {
  private static final int LONGEST_LINE = 16 << 20;

  public Path folder() {
    return Path.of(scratch);
  }

  /** Where the process says why it failed. */
  public Path terminationFile() {
    return folder().resolve("termination.json");
  }

  /** Reads exactly one line, so that the rest of the pipe stays for {@link ParentPipe}. */
  public static StepAssignment readFrom(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() >= LONGEST_LINE) {
        throw new IOException(
            "No step was given on standard input: a worker starts this command, not a person.");
      }
      line.write(next);
    }
    try {
      return Json.MAPPER.readValue(line.toString(StandardCharsets.UTF_8), StepAssignment.class);
    } catch (JacksonException unreadable) {
      throw new IOException(
          "The step given on standard input cannot be read: " + unreadable.getOriginalMessage(),
          unreadable);
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(Json.MAPPER.writeValueAsBytes(this));
    out.write('\n');
    out.flush();
  }
}
