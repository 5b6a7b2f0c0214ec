package dev.likeness.activities.runner;

/**
 * Where a run stands that has not ended.
 *
 * @param pod in which it runs; empty for a process, or before there is one
 * @param why a sentence for people where it waits, as Kubernetes says it; else empty
 */
public record StepState(Phase phase, String pod, String why) implements StepObservation {
  public static final StepState RUNNING = new StepState(Phase.RUNNING, "", "");
  public static final StepState TERMINATING = new StepState(Phase.TERMINATING, "", "");

  /** What a run is doing. */
  public enum Phase {
    PENDING,
    WAITING_FOR_GPU,
    RUNNING,
    TERMINATING
  }
}
