package dev.likeness.model.training;

/** A loss became infinite or not a number; the weights are worth nothing from there on. */
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long iteration;

  NonFiniteLossException(long iteration) {
    super(
        "The loss is no finite number in iteration "
            + iteration
            + ". Go back to the last checkpoint; if it happens again, lower learningRate.");
    this.iteration = iteration;
  }

  public long iteration() {
    return iteration;
  }
}
