package dev.likeness.activities.cli;

import picocli.CommandLine.Option;

/** {@code --project}, for commands about a project that exists. */
final class ProjectOption {
  @Option(
      names = "--project",
      paramLabel = "NAME",
      required = true,
      description = "The project, as swap named it.")
  private String name = "";

  String name() {
    return name;
  }
}
