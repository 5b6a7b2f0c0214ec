package dev.likeness.activities.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness worker}. */
@Command(
    name = "worker",
    header = "Serves a Temporal server's task queue.",
    description = "Until SIGTERM or Ctrl-C: its steps then make their checkpoints.")
final class WorkerCommand implements Callable<Integer> {
  @Mixin final ServiceOptions services = new ServiceOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    WorkerRun.run(services.place("likeness worker", System.getenv()), Commands.screen(spec));
    return ExitCode.OK.code();
  }
}
