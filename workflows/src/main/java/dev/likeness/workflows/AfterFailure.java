package dev.likeness.workflows;

import java.util.Optional;

/** What follows on a run that failed. */
sealed interface AfterFailure {
  /**
   * A fresh generation.
   *
   * @param memory it has; absent for what its profile or its request says
   */
  record Again(Optional<String> memory) implements AfterFailure {}

  /**
   * A fresh generation with fewer faces at once. It costs nothing of the budget: the faces run out
   * by themselves.
   */
  record Smaller(MicroBatch microBatch) implements AfterFailure {}

  record Final(Failure failure) implements AfterFailure {}

  /**
   * Decides, and does nothing.
   *
   * @param spent generations that the budget has lost already
   * @param memory that the failed run was given since an earlier one had too little
   */
  static AfterFailure of(RunReport report, int spent, Optional<String> memory) {
    Failure failure =
        report
            .failure()
            .orElse(new Failure(FailureReason.UNKNOWN, "The run failed and left no reason.", ""));
    if (failure.reason() == FailureReason.OUT_OF_DEVICE_MEMORY && report.microBatch().isPresent()) {
      return new Smaller(report.microBatch().get());
    }
    if (!failure.reason().worthAnotherGeneration() || spent >= RetryBudget.GENERATIONS) {
      return new Final(failure);
    }
    if (failure.reason() != FailureReason.OUT_OF_HOST_MEMORY) {
      return new Again(memory);
    }
    if (report.moreMemory().isEmpty() && memory.isPresent()) {
      // It had all there is to have.
      return new Final(failure);
    }
    return new Again(report.moreMemory());
  }
}
