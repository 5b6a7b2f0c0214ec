package dev.likeness.k8s;

/** A quota leaves no room for the Job now; asked for again later, it may be made. */
public final class QuotaExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QuotaExceededException(String message, Throwable cause) {
    super(message, cause);
  }
}
