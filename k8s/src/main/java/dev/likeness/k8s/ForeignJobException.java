package dev.likeness.k8s;

/**
 * A Job has the name of a run and was made for other work, as one that a worker of another release
 * made may have been. It runs on, and is not this run; asking again does not change that.
 */
public final class ForeignJobException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ForeignJobException(String sentence) {
    super(sentence);
  }
}
