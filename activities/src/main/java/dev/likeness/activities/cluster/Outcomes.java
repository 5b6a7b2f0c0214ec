package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.ExitCodes;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepState;
import dev.likeness.k8s.JobObservation;
import dev.likeness.k8s.JobOutcome;
import dev.likeness.k8s.JobState;

/** What Kubernetes says, in the words of steps. */
final class Outcomes {
  private Outcomes() {}

  static StepObservation of(JobObservation seen) {
    return switch (seen) {
      case JobState state -> of(state);
      case JobOutcome outcome -> of(outcome);
    };
  }

  private static StepState of(JobState state) {
    return switch (state) {
      case JobState.Pending(String pod, String why) ->
          new StepState(StepState.Phase.PENDING, pod, why);
      case JobState.WaitingForGpu(String pod, String why) ->
          new StepState(StepState.Phase.WAITING_FOR_GPU, pod, why);
      case JobState.Running(String pod, String node) ->
          new StepState(StepState.Phase.RUNNING, pod, "");
      case JobState.Terminating(String pod) -> new StepState(StepState.Phase.TERMINATING, pod, "");
    };
  }

  static StepOutcome of(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Succeeded done -> new StepOutcome.Succeeded();
      case JobOutcome.Stopped stopped -> new StepOutcome.Stopped(true);
      case JobOutcome.Lost(String why) -> new StepOutcome.Lost(why);
      case JobOutcome.Preempted(String why) -> new StepOutcome.Preempted(why);
      case JobOutcome.Evicted(String why) -> new StepOutcome.Evicted(why);
      case JobOutcome.OutOfHostMemory(String why) -> new StepOutcome.OutOfHostMemory(why);
      case JobOutcome.NodeRejected(String why) -> new StepOutcome.NodeRejected(why);
      case JobOutcome.CannotStart(String why) -> new StepOutcome.CannotStart(why);
      case JobOutcome.BadSpec(String why) -> new StepOutcome.BadSpec(why);
      case JobOutcome.TimedOut(String why) -> new StepOutcome.TimedOut(why);
      case JobOutcome.Exited(int code, String message) -> ExitCodes.of(code, message);
      case JobOutcome.Unknown(String why) -> new StepOutcome.Unknown(why);
    };
  }
}
