package dev.likeness.activities.cli;

import java.util.Map;
import java.util.Optional;
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
      "Nothing younger than a day. Of a model's checkpoints, these stay: the",
      "last three; the last of every hour of its last day and of every day of",
      "its last month of training; those with a name (likeness keep); those that",
      "a film or another checkpoint was made of. What is thinned out is set",
      "aside and frees its files a day later; in a home an hour is enough for",
      "both, and every job thins its models while it runs. Results stay unless",
      "--older-than."
    })
final class GcCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Only say what could go, and why.")
  boolean dryRun;

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description =
          "Remove results of this age too that no project of the home needs: "
              + "what leads to a finished film or a kept checkpoint stays, and all that "
              + "was made of the footage of projects started since.")
  Optional<Integer> olderThan = Optional.empty();

  @Option(names = "--json", description = "As one line of JSON.")
  boolean json;

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description =
          "With --store and --older-than: the Temporal server whose open jobs may "
              + "need results. While there are any, or it does not answer, all stay.")
  Optional<String> temporal = Optional.empty();

  @Mixin final StoreOption where = new StoreOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    GcRun run = new GcRun(where.home(), where.address(environment), olderThan, temporal);
    GcReport report = run.run(dryRun);
    Screen screen = Commands.screen(spec);
    if (json) {
      screen.say(report.json().toString());
    } else {
      report.lines().forEach(screen::say);
    }
    return ExitCode.OK.code();
  }
}
