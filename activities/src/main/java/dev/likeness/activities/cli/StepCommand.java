package dev.likeness.activities.cli;

import dev.likeness.activities.steps.StepMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code likeness step}, which {@link dev.likeness.activities.Main} runs without this detour. */
@Command(
    name = "step",
    description = {
      "Carries out one run of steps, given as JSON on standard input. The worker",
      "starts it; its own exit codes are 0 done, 1 failed, 75 stopped, 76 orphaned."
    })
final class StepCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    return StepMain.run(System.in);
  }
}
