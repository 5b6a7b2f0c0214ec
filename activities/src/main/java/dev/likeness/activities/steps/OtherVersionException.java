package dev.likeness.activities.steps;

import dev.likeness.activities.runner.StepRun.StepOrder;

/** The worker that asks for a step is of another version than the program that shall run it. */
final class OtherVersionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OtherVersionException(StepOrder order, String profile) {
    super(
        "This program does not know step %s in version %d: worker and steps are of different versions of Likeness. Give profile %s the worker's image."
            .formatted(order.kind(), order.version(), profile));
  }
}
