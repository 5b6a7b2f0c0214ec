package dev.likeness.activities.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The rules' own tests, by Prometheus' tool. */
@EnabledIf(
    value = "promtoolIsThere",
    disabledReason = "promtool, which comes with Prometheus, is not on the PATH")
final class RuleTestsIT {
  static boolean promtoolIsThere() {
    return Arrays.stream(
            Optional.ofNullable(System.getenv("PATH"))
                .orElse("")
                .split(java.io.File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }

  @Test
  void everyAlertComesWhenItHasToAndOnlyThen() throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder(
                "promtool", "test", "rules", Boards.HERE.resolve("tests/likeness.yaml").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, promtool.waitFor(), said);
    assertTrue(said.contains("SUCCESS"), said);
  }
}
