package dev.likeness.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a run whose process or pod was lost, or the like, may still be asked for again, and
 * with how much memory.
 */
final class RetryBudget {
  /** Fresh generations after failures that are worth one, before the failure is final. */
  static final int GENERATIONS = 6;

  private int spent;
  private Optional<String> memory;

  RetryBudget() {
    this(Optional.empty());
  }

  RetryBudget(Optional<String> memory) {
    this.memory = memory;
  }

  /** What runs need since one had too little; absent when none had. */
  Optional<String> memory() {
    return memory;
  }

  /** Waits before the next generation, longer each time; or fails the workflow for good. */
  void spend(RunReport report) {
    switch (AfterFailure.of(report, spent, memory)) {
      case AfterFailure.Final(Failure failure) -> throw Runs.failed(failure);
      case AfterFailure.Again(Optional<String> needed) -> {
        memory = needed;
        Workflow.sleep(Duration.ofSeconds(1L << spent));
        spent++;
      }
    }
  }

  void refill() {
    spent = 0;
  }
}
