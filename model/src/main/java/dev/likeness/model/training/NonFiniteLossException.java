package dev.likeness.model.training;

/** A loss, a weight or a moment became infinite or not a number. */
public final class NonFiniteLossException extends SpoiledTrainingException {
  private static final long serialVersionUID = 1;

  private NonFiniteLossException(
      String what, long iteration, Rollbacks rollbacks, LossHistory history) {
    super(what, iteration, rollbacks, history);
  }

  static NonFiniteLossException loss(long iteration, Rollbacks rollbacks, LossHistory history) {
    return new NonFiniteLossException(
        "The loss is no finite number in iteration " + iteration + ".",
        iteration,
        rollbacks,
        history);
  }

  /** The loss may show a broken weight an iteration later, and a broken moment never. */
  static NonFiniteLossException state(long iteration, Rollbacks rollbacks, LossHistory history) {
    return new NonFiniteLossException(
        "A weight or moment is no finite number after iteration " + iteration + ".",
        iteration,
        rollbacks,
        history);
  }
}
