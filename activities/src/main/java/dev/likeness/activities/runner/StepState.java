package dev.likeness.activities.runner;

/** Where a run stands that has not ended. */
public enum StepState implements StepObservation {
  PENDING,
  WAITING_FOR_GPU,
  RUNNING,
  TERMINATING
}
