package dev.likeness.model.blending;

import dev.likeness.model.faces.FaceKey;

/** The network's weights have broken down: its output is not a number. */
public final class NonFinitePredictionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NonFinitePredictionException(FaceKey key) {
    super(
        "The network's picture of face %d in frame %d holds values that are not finite; convert with an earlier checkpoint."
            .formatted(key.number(), key.frame()));
  }
}
