package dev.likeness.activities.cli;

import dev.likeness.model.actors.DemoOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness demo}. */
@Command(
    name = "demo",
    header = "The whole job on two synthetic actors, scored against the exact answer.",
    description = {
      "Renders footage of two people who do not exist, puts the first one's face",
      "into the second one's footage, and holds the film against what a perfect",
      "swap would have given. Started again, it goes on where it was interrupted."
    },
    customSynopsis = "likeness demo [OPTIONS]")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where films, score and report go. Default: ./likeness-demo")
  Path out = Path.of("likeness-demo");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of actors, performances and training. Default: 1")
  long seed = 1;

  @Option(names = "--quick", description = "Shorter films and less training.")
  boolean quick;

  @Option(names = "--json", description = "Ends with the score as one line of JSON.")
  boolean json;

  @Mixin final HomeOption where = new HomeOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    List<Refusal.Complaint> complaints = new ArrayList<>();
    OutputPlace.unwritable(out, true).ifPresent(complaints::add);
    Refusal.ifAny(complaints);
    var order =
        new DemoRun.Order(
            where.home(),
            out.toAbsolutePath().normalize(),
            DemoOptions.of(seed, quick),
            quick,
            json);
    return new DemoRun(order, Commands.screen(spec)).run().code();
  }
}
