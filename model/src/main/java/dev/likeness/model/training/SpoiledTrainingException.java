package dev.likeness.model.training;

/**
 * Training went wrong in a way that only going back helps against: the weights of this moment are
 * worth nothing. Where it happens is a function of settings, faces and rollbacks, so that a run
 * that was killed meets it again.
 */
public abstract sealed class SpoiledTrainingException extends RuntimeException
    permits NonFiniteLossException, DivergedException {
  private static final long serialVersionUID = 1;

  private final long iteration;
  private final transient Rollbacks rollbacks;

  SpoiledTrainingException(String what, long iteration, Rollbacks rollbacks, LossHistory history) {
    super(
        what
            + (rollbacks.segment() == 0
                ? ""
                : " Training had gone back to the start of the segment "
                    + (rollbacks.segment() == 1 ? "once" : rollbacks.segment() + " times")
                    + ", each time with other random numbers.")
            + LossSketch.of(history)
            + " Lower learningRate, or look at the faces: the last good checkpoint is kept.");
    this.iteration = iteration;
    this.rollbacks = rollbacks;
  }

  /** The iteration in which it showed. */
  public long iteration() {
    return iteration;
  }

  /** The rollbacks of the way that led here. */
  public Rollbacks rollbacks() {
    return rollbacks;
  }
}
