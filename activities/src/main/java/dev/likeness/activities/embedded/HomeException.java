package dev.likeness.activities.embedded;

import org.jspecify.annotations.Nullable;

/** Why the services of this machine could not start, in one sentence: what, where, what to do. */
public abstract sealed class HomeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private HomeException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /** Another process works in this home. */
  public static final class Busy extends HomeException {
    private static final long serialVersionUID = 1;

    public Busy(String sentence) {
      super(sentence, null);
    }
  }

  /** The home cannot be written to, or the file system lacks something. */
  public static final class Unusable extends HomeException {
    private static final long serialVersionUID = 1;

    public Unusable(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** A service could not open its port. */
  public static final class PortInUse extends HomeException {
    private static final long serialVersionUID = 1;

    public PortInUse(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }
}
