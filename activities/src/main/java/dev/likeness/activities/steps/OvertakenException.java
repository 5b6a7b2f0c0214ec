package dev.likeness.activities.steps;

/** Another trainer has claimed the model since: this one stops and writes nothing more. */
final class OvertakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OvertakenException(String sentence) {
    super(sentence);
  }
}
