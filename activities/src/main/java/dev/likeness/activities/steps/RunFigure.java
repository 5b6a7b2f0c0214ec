package dev.likeness.activities.steps;

import dev.likeness.activities.models.ModelHistory;

/** Names of figures in progress objects that a worker reads, too. */
public final class RunFigure {
  /** When the process began, in seconds since 1970 by its own clock. */
  public static final String BEGAN = "began";

  /** Seconds from then until the object was written. */
  public static final String SECONDS = "seconds";

  /** Iterations that the process computed, those that were given up included. */
  public static final String ITERATIONS = "iterationsComputed";

  /** The moment that the newest checkpoint holds, in seconds since the process began. */
  public static final String CHECKPOINT = "checkpointSeconds";

  /** Seconds between checkpoints. */
  public static final String CHECKPOINT_EVERY = "checkpointEverySeconds";

  /** What a checkpoint takes, in seconds. */
  public static final String SAVE_SECONDS = ModelHistory.SAVE_SECONDS;

  public static final String SOURCE_LOSS = "sourceLoss";
  public static final String TARGET_LOSS = "targetLoss";

  /** How often the model was set back, over all runs. */
  public static final String ROLLBACKS = "rollbacks";

  /** Iterations of the model that were computed more than once, over all runs. */
  public static final String REDONE = ModelHistory.REDONE;

  /** The unit of what is counted in frames. */
  public static final String FRAMES = "frames";

  private RunFigure() {}
}
