package dev.likeness.model.training;

/**
 * How long to train from one checkpoint to the next so that saving and redoing cost least together:
 * the square root of twice the save time by the mean time between failures (Young, "A first order
 * approximation to the optimum checkpoint interval", 1974).
 *
 * @param saveSeconds from the moment that is saved to its last byte in its place
 * @param trainedSeconds training time of the model so far
 * @param failures runs of the model that ended without a checkpoint of their own accord
 */
public record CheckpointCadence(double saveSeconds, double trainedSeconds, long failures) {
  /** Before anything is known: a save takes ten seconds. */
  public static final double UNKNOWN_SAVE = 10;

  /** Before anything is known: one failure in two hours, which counts on as one that was seen. */
  private static final double ASSUMED_FAILURES = 1;

  private static final double ASSUMED_SECONDS = 2 * 3600;

  /** More often is no gain: what a restart costs is of this order. */
  private static final double SHORTEST = 15;

  /** However safe a machine has been, nobody wants to lose more. */
  private static final double LONGEST = 1800;

  /** Seconds of training that one failure comes in, by what was seen and what was assumed. */
  public double meanSecondsBetweenFailures() {
    return (trainedSeconds + ASSUMED_SECONDS) / (failures + ASSUMED_FAILURES);
  }

  /** Seconds from one checkpoint to the next. */
  public double seconds() {
    return Math.clamp(Math.sqrt(2 * saveSeconds * meanSecondsBetweenFailures()), SHORTEST, LONGEST);
  }
}
