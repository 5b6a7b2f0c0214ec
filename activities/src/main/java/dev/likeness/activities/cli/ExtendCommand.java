package dev.likeness.activities.cli;

import dev.likeness.workflows.Extension;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness extend}. */
@Command(name = "extend", header = "Trains for longer than the job said.")
final class ExtendCommand implements Callable<Integer> {
  @Option(names = "--iterations", paramLabel = "N", description = "Train until this iteration.")
  Optional<Long> iterations = Optional.empty();

  @Option(names = "--minutes", paramLabel = "M", description = "Or: train for so long in all.")
  Optional<Double> minutes = Optional.empty();

  @Mixin final ProjectOption project = new ProjectOption();
  @Mixin final SteeringOptions where = new SteeringOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (iterations.isPresent() == minutes.isPresent()) {
      throw new Refusal(ExitCode.USAGE, "Say either --iterations N or --minutes M.");
    }
    Steer steer = new Steer(where.place("likeness extend"), project.name());
    Commands.screen(spec)
        .say(steer.update("extend", Optional.of(new Extension(iterations, minutes))));
    return ExitCode.OK.code();
  }
}
