package dev.likeness.model.blending;

import java.nio.file.Path;

/** A file of predicted faces is truncated or is something else. */
public final class BrokenPredictionsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenPredictionsException(Path file, String what) {
    super("%s holds no predicted faces: %s. Convert again.".formatted(file.getFileName(), what));
  }
}
