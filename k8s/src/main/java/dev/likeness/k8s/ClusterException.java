package dev.likeness.k8s;

/** The API server did not answer, or not as it should: nothing is known, and nothing is gone. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClusterException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  ClusterException(String sentence) {
    super(sentence);
  }
}
