package dev.likeness.activities.worker;

import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import java.util.Optional;

/** Whose fault the end of a run is. */
final class RunFailures {
  private RunFailures() {}

  /** The failure that an outcome is; empty for a run that was asked to stop. */
  static Optional<Failure> of(StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Stopped stopped -> Optional.empty();
      case StepOutcome.Succeeded succeeded ->
          because(FailureReason.LOST, "The step ended well but its result is not in the store.");
      case StepOutcome.Lost(String sentence) -> because(FailureReason.LOST, sentence);
      case StepOutcome.Preempted(String sentence) -> because(FailureReason.PREEMPTED, sentence);
      case StepOutcome.Evicted(String sentence) -> because(FailureReason.EVICTED, sentence);
      case StepOutcome.OutOfHostMemory(String sentence) ->
          because(FailureReason.OUT_OF_HOST_MEMORY, sentence);
      case StepOutcome.OutOfDeviceMemory(String sentence) ->
          because(FailureReason.OUT_OF_DEVICE_MEMORY, sentence);
      case StepOutcome.NodeRejected(String sentence) ->
          because(FailureReason.NODE_REJECTED, sentence);
      case StepOutcome.CannotStart(String sentence) ->
          because(FailureReason.CANNOT_START, sentence);
      case StepOutcome.BadSpec(String sentence) -> because(FailureReason.BAD_SPEC, sentence);
      case StepOutcome.TimedOut(String sentence) -> because(FailureReason.TIMED_OUT, sentence);
      case StepOutcome.Unknown(String sentence) -> because(FailureReason.UNKNOWN, sentence);
      case StepOutcome.Failed(String reason, String sentence, String where) ->
          Optional.of(new Failure(reason(reason), sentence, where));
    };
  }

  /** What to change, where the step says what that is. */
  static Failure advised(Failure failure, StepOrder step) {
    int batch = step.parameters().path("training").path("batch").asInt();
    if (failure.reason() != FailureReason.OUT_OF_DEVICE_MEMORY || batch < 2) {
      return failure;
    }
    return new Failure(
        failure.reason(),
        failure.sentence()
            + " A batch of "
            + batch
            + " a side does not fit: try training.batch "
            + batch / 2
            + ", or a larger GPU.",
        failure.where());
  }

  private static Optional<Failure> because(FailureReason reason, String sentence) {
    return Optional.of(new Failure(reason, sentence, ""));
  }

  private static FailureReason reason(String word) {
    for (FailureReason reason : FailureReason.values()) {
      if (reason.name().equals(word)) {
        return reason;
      }
    }
    return FailureReason.UNKNOWN;
  }
}
