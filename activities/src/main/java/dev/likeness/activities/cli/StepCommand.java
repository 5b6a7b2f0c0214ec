package dev.likeness.activities.cli;

import dev.likeness.activities.steps.StepMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code likeness step}, which {@link dev.likeness.activities.Main} runs without this detour. */
@Command(
    name = "step",
    header = "Carries out one run of steps, for a worker.",
    description = {
      "The run comes as JSON on standard input. Its own exit codes are 0 done,",
      "1 failed, 75 stopped after a checkpoint, 76 its worker is gone."
    })
final class StepCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    return StepMain.run(System.in);
  }
}
