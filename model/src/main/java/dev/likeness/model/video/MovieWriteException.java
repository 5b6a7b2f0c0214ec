package dev.likeness.model.video;

/** A film or segment that could not be written: a full disk, a path without permission, a codec. */
public final class MovieWriteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MovieWriteException(String sentence) {
    super(sentence);
  }

  public MovieWriteException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
