package dev.likeness.model.faces;

/** A faceset or its chips cannot be read; the message says which, why, and what to do. */
public final class BrokenFaceset extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrokenFaceset(String sentence) {
    super(sentence);
  }

  public BrokenFaceset(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
