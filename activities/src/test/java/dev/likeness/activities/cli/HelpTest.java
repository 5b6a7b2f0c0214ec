package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.blending.MergingOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HelpTest {
  @Test
  void ofEveryCommandFitsEightyColumnsAndNamesTheExitCodes() {
    Set<String> commands = Commands.commandLine().getSubcommands().keySet();
    assertTrue(
        commands.containsAll(
            List.of("swap", "extract", "merge", "submit", "status", "doctor", "step")));
    for (String command : commands) {
      String help = help(command, "--help");
      for (ExitCode exit : ExitCode.values()) {
        assertTrue(help.contains(exit.sentence()), command + " does not name " + exit);
      }
    }
    help("--help");
  }

  private static String help(String... arguments) {
    TypedCommand typed = TypedCommand.run(arguments);
    assertEquals(0, typed.code(), typed.error());
    typed.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    return typed.out();
  }

  @Test
  void namesTheRangesAndDefaultsThatHold() {
    for (String command : List.of("swap", "merge")) {
      String help = help(command, "--help").replaceAll("\\s+", " ");
      for (MergingOption option : MergingOption.values()) {
        assertTrue(help.contains(option.range()), option + " in " + help);
      }
    }
  }

  @Test
  void withoutACommandGoesToStandardErrorAsAMistake() {
    TypedCommand typed = TypedCommand.run();
    assertEquals(ExitCode.USAGE.code(), typed.code());
    assertTrue(typed.error().contains("swap"));
  }

  @Test
  void loadsNeitherTemporalNorNetworksNorPictures() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.likeness.activities.Main",
                "swap",
                "--help")
            .redirectErrorStream(true)
            .start();
    String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), loaded);
    assertTrue(loaded.contains("dev.likeness.activities.cli.SwapCommand source:"));
    for (String heavy :
        List.of("io.temporal.", "org.nd4j.", "org.bytedeco.", "io.minio.", "ch.qos.")) {
      assertFalse(loaded.contains("] " + heavy), heavy);
    }
  }
}
