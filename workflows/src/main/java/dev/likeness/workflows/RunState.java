package dev.likeness.workflows;

/** Where a run stands after a slice of watching. */
public enum RunState {
  /** Not at its end: watch again. */
  RUNNING,
  /** Every step's manifest is there. */
  SUCCEEDED,
  /** Stopped on request, after a checkpoint. */
  STOPPED,
  /** Ended without a result; the reason says whether another generation helps. */
  FAILED
}
