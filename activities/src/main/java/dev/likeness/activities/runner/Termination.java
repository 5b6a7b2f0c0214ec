package dev.likeness.activities.runner;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why a step failed, as at most 4 KiB of JSON: a closed reason, one sentence for the person who
 * started it, and where in the input or the code.
 */
public record Termination(String reason, String sentence, String where) {
  /** The largest file, in bytes: a pod's termination log holds no more. */
  public static final int LARGEST = 4096;

  /** Reasons that say which outcome it is, apart from a failure. */
  public static final String OUT_OF_HOST_MEMORY = "out-of-host-memory";

  public static final String OUT_OF_DEVICE_MEMORY = "out-of-device-memory";
  public static final String BAD_SPEC = "bad-spec";

  private static final String CUT = " (cut)";

  /** Writes the file, shortening texts that do not fit. */
  public void write(Path file) throws IOException {
    Files.write(file, bytes());
  }

  byte[] bytes() throws IOException {
    int room = LARGEST;
    while (true) {
      byte[] json =
          Json.MAPPER.writeValueAsBytes(
              new Termination(cut(reason, 100), cut(sentence, room), cut(where, room)));
      if (json.length <= LARGEST) {
        return json;
      }
      room /= 2;
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + CUT;
  }

  /** What a step left behind; empty when it left nothing that can be read. */
  public static Optional<Termination> read(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** What a step wrote; empty for any other text, such as the end of a log. */
  static Optional<Termination> parse(String json) {
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(json, Termination.class))
          .filter(told -> told.reason() != null);
    } catch (JacksonException cutOff) {
      return Optional.empty();
    }
  }
}
