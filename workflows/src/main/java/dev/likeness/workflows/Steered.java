package dev.likeness.workflows;

import io.temporal.workflow.SignalMethod;

/** Workflows that are children of others, which pass on what a person wants. */
public interface Steered {
  /**
   * How a parent passes steering on; it has validated it. Steering that no longer fits is ignored.
   */
  @SignalMethod
  void steer(Steering steering);
}
