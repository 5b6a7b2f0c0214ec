package dev.likeness.model.network;

import java.util.Locale;

/** The ways a picture takes through the parts of an architecture. */
public enum Route {
  /** A face of the source, to be drawn again. */
  SOURCE,
  /** A face of the target, to be drawn again. */
  TARGET,
  /** A face of the target, to be drawn with the source's face. */
  SWAP;

  /** The name in tensors and records, such as {@code source}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
