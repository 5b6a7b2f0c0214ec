package dev.likeness.model.training;

/** A side has fewer faces than training makes sense with. */
public final class TooFewFacesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooFewFacesException(Side side, int faces, int least) {
    super(
        "The "
            + side.word()
            + " has "
            + faces
            + " faces to train on; at least "
            + least
            + " are needed. Add footage of this person, or loosen what is left out.");
  }
}
