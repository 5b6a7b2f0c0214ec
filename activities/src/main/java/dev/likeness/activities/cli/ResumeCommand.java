package dev.likeness.activities.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness resume}. */
@Command(name = "resume", header = "Goes on after pause.")
final class ResumeCommand implements Callable<Integer> {
  @Mixin final ProjectOption project = new ProjectOption();
  @Mixin final SteeringOptions where = new SteeringOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Steer steer = new Steer(where.place("likeness resume"), project.name());
    Commands.screen(spec).say(steer.update("resume", Optional.empty()));
    return ExitCode.OK.code();
  }
}
