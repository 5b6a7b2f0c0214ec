package dev.likeness.model.training;

/** A checkpoint is damaged, incomplete or of another model; nothing is made up instead. */
public final class BrokenCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenCheckpointException(String message) {
    super(message);
  }

  BrokenCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
