package dev.likeness.model.video;

/** Footage that cannot be used, with one sentence of what is wrong, where, and what to do. */
public final class MediaRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong with the footage. */
  public enum Reason {
    EMPTY,
    NOT_MEDIA,
    TRUNCATED,
    DAMAGED,
    NO_VIDEO,
    ENCRYPTED,
    PLAYLIST,
    INTERLACED,
    HDR,
    MIRRORED,
    TOO_SMALL,
    TOO_LARGE,
    TOO_MANY_STREAMS,
    TOO_LONG,
    UNSUPPORTED,
    UNREADABLE
  }

  private final Reason reason;

  public MediaRefusedException(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
