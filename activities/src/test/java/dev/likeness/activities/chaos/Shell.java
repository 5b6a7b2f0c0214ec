package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Commands as a person types them. */
final class Shell {
  private Shell() {}

  /** What a command says; one that fails, fails the test. */
  static String run(String... command) throws IOException, InterruptedException {
    Ended ended = ended(command);
    assertEquals(0, ended.code(), () -> Arrays.toString(command) + ":\n" + ended.said());
    return ended.said();
  }

  /** What became of a command that may fail. */
  static Ended ended(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  /** A code and everything that was said. */
  record Ended(int code, String said) {}
}
