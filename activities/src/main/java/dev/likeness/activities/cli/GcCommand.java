package dev.likeness.activities.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness gc}. */
@Command(
    name = "gc",
    header = "Removes what nothing uses any more.",
    description = {
      "Files older than a day that no result names, and checkpoints before a",
      "model's last three."
    })
final class GcCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Only say what could go.")
  boolean dryRun;

  @Option(names = "--json", description = "As one line of JSON.")
  boolean json;

  @Mixin final HomeOption where = new HomeOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var report = GcRun.run(where.home(), dryRun);
    Commands.screen(spec).say(json ? report.toString() : GcRun.sentence(report));
    return ExitCode.OK.code();
  }
}
