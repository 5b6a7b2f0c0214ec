package dev.likeness.model.training;

/** The loss exploded and stayed there: see {@link Divergence}. */
public final class DivergedException extends SpoiledTrainingException {
  private static final long serialVersionUID = 1;

  DivergedException(long iteration, Rollbacks rollbacks, LossHistory history) {
    super(
        "The loss exploded: over the last "
            + Divergence.SPAN
            + " iterations up to "
            + iteration
            + " it is more than "
            + (int) Divergence.FACTOR
            + " times what it was at its best.",
        iteration,
        rollbacks,
        history);
  }
}
