package dev.likeness.activities.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness pause}. */
@Command(
    name = "pause",
    header = "Checkpoints and stops training.",
    description = "In another stage, the job waits before its next one.")
final class PauseCommand implements Callable<Integer> {
  @Mixin final ProjectOption project = new ProjectOption();
  @Mixin final SteeringOptions where = new SteeringOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Steer steer = new Steer(where.place("likeness pause"), project.name());
    Commands.screen(spec).say(steer.update("pause", Optional.empty()));
    return ExitCode.OK.code();
  }
}
