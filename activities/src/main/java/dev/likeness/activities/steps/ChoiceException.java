package dev.likeness.activities.steps;

import dev.likeness.workflows.FailureReason;

/** Nobody could be chosen: no face at all, an unknown id, or two people who could both be meant. */
final class ChoiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureReason reason;

  ChoiceException(FailureReason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  FailureReason reason() {
    return reason;
  }
}
