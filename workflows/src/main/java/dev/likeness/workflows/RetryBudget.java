package dev.likeness.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How often a run whose process or pod was lost, or the like, may still be asked for again. */
final class RetryBudget {
  /** Fresh generations after failures that are worth one, before the failure is final. */
  static final int GENERATIONS = 6;

  private int spent;

  /** Waits before the next generation, longer each time; or fails the workflow for good. */
  void spend(RunReport report) {
    Failure failure =
        report
            .failure()
            .orElse(new Failure(FailureReason.UNKNOWN, "The run failed and left no reason.", ""));
    if (!failure.reason().worthAnotherGeneration() || spent >= GENERATIONS) {
      throw Runs.failed(failure);
    }
    Workflow.sleep(Duration.ofSeconds(1L << spent));
    spent++;
  }

  void refill() {
    spent = 0;
  }
}
