package dev.likeness.workflows;

import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** Workflows that train, whose end can be moved. */
public interface Steerable extends Pausable {
  /** Ends training with its newest iteration. */
  @UpdateMethod
  Answer finish();

  @UpdateValidatorMethod(updateName = "finish")
  void checkFinish();

  /** Trains for longer than was asked for so far. */
  @UpdateMethod
  Answer extend(Extension extension);

  @UpdateValidatorMethod(updateName = "extend")
  void checkExtend(Extension extension);
}
