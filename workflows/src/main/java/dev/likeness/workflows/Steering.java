package dev.likeness.workflows;

import java.util.Optional;

/** What a person wants of a running training. */
public record Steering(Kind kind, Optional<Extension> extension) {
  /** The four ways to steer. */
  public enum Kind {
    PAUSE,
    RESUME,
    FINISH,
    EXTEND
  }

  public static Steering of(Kind kind) {
    return new Steering(kind, Optional.empty());
  }
}
