package dev.likeness.activities.store;

import org.jspecify.annotations.Nullable;

/** Why the store did not do what was asked, in one sentence: what, where, what to do. */
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private StoreException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /** No answer, or only server errors, also after retries: worth another try later. */
  public static final class Unreachable extends StoreException {
    private static final long serialVersionUID = 1;

    public Unreachable(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** Credentials that are wrong or do not suffice. */
  public static final class Denied extends StoreException {
    private static final long serialVersionUID = 1;

    public Denied(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** No room left behind the store. */
  public static final class Full extends StoreException {
    private static final long serialVersionUID = 1;

    public Full(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** Content that is not what its name says. */
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1;

    public Corrupt(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** An object or bucket that is not there. */
  public static final class Missing extends StoreException {
    private static final long serialVersionUID = 1;

    public Missing(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** What a running step had stored is gone before its result could be recorded: run it again. */
  public static final class Lost extends StoreException {
    private static final long serialVersionUID = 1;

    public Lost(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** A store that cannot keep the promises on which results rest. */
  public static final class Unsuitable extends StoreException {
    private static final long serialVersionUID = 1;

    public Unsuitable(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /**
   * A local file that could not be read or written while its content went to or came from the
   * store.
   */
  public static final class LocalFile extends StoreException {
    private static final long serialVersionUID = 1;

    public LocalFile(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }
}
