package dev.likeness.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a run whose process or pod was lost, or the like, may still be asked for again, with
 * how much memory, and a training with how many faces at once.
 */
final class RetryBudget {
  /** Fresh generations after failures that are worth one, before the failure is final. */
  static final int GENERATIONS = 6;

  private int spent;
  private Optional<String> memory;
  private Optional<MicroBatch> microBatch;

  RetryBudget() {
    this(Optional.empty(), Optional.empty());
  }

  RetryBudget(Optional<String> memory, Optional<MicroBatch> microBatch) {
    this.memory = memory;
    this.microBatch = microBatch;
  }

  /** What runs need since one had too little; absent when none had. */
  Optional<String> memory() {
    return memory;
  }

  /** What the device's memory held no more than; absent while it holds what was asked for. */
  Optional<MicroBatch> microBatch() {
    return microBatch;
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
      case AfterFailure.Smaller(MicroBatch fewer) -> microBatch = Optional.of(fewer);
    }
  }

  void refill() {
    spent = 0;
  }
}
