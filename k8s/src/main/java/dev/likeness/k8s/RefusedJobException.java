package dev.likeness.k8s;

/** Kubernetes does not take a Job; {@link #outcome} says whether another time may help. */
public final class RefusedJobException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient JobOutcome outcome;

  RefusedJobException(JobOutcome outcome, Throwable cause) {
    super(outcome.toString(), cause);
    this.outcome = outcome;
  }

  public JobOutcome outcome() {
    return outcome;
  }
}
