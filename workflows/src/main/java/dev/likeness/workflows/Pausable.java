package dev.likeness.workflows;

import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** Workflows that can be told to free the machine, and to go on where they stood. */
public interface Pausable {
  /** Stops every process or pod, after its checkpoint, and starts none before {@link #resume}. */
  @UpdateMethod
  Answer pause();

  @UpdateValidatorMethod(updateName = "pause")
  void checkPause();

  @UpdateMethod
  Answer resume();

  @UpdateValidatorMethod(updateName = "resume")
  void checkResume();
}
