package dev.likeness.activities.worker;

import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.steps.StepKind;
import dev.likeness.activities.steps.TrainStep;
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
    if (failure.reason() != FailureReason.OUT_OF_DEVICE_MEMORY) {
      return failure;
    }
    boolean training = step.kind().equals(StepKind.TRAIN.toString());
    String advice;
    if (!training) {
      advice = " Use a larger GPU, or one that nothing else uses.";
    } else if (TrainStep.halved(step.parameters()).isEmpty()) {
      advice =
          " It does not hold one face a side at once: use a larger GPU, one that nothing else uses, or"
              + " a smaller network.";
    } else {
      advice = " The training takes fewer faces at once.";
    }
    return new Failure(failure.reason(), failure.sentence() + advice, failure.where());
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
