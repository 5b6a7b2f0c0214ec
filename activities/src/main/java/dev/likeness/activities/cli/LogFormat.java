package dev.likeness.activities.cli;

import java.util.Map;

/** How a worker writes its log: as the other commands do, or as JSON for who collects logs. */
final class LogFormat {
  private static final String VARIABLE = "LIKENESS_LOG";

  private LogFormat() {}

  /** Must come before the first logger is made. */
  static void choose(Map<String, String> environment) {
    switch (environment.getOrDefault(VARIABLE, "text")) {
      case "text" -> {}
      case "json" -> System.setProperty("logback.configurationFile", "logback-json.xml");
      case String other ->
          throw new Refusal(
              ExitCode.USAGE, VARIABLE + ": \"" + other + "\" is neither json nor text.");
    }
  }
}
