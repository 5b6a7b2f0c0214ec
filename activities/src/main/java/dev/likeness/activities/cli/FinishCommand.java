package dev.likeness.activities.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness finish}. */
@Command(name = "finish", header = "Ends training now and converts.")
final class FinishCommand implements Callable<Integer> {
  @Mixin final ProjectOption project = new ProjectOption();
  @Mixin final SteeringOptions where = new SteeringOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Steer steer = new Steer(where.place("likeness finish"), project.name());
    Commands.screen(spec).say(steer.update("finish", Optional.empty()));
    return ExitCode.OK.code();
  }
}
