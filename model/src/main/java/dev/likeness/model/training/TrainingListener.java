package dev.likeness.model.training;

import dev.likeness.model.network.Losses;

/** Follows a training run from its own thread; what takes long here delays the next iteration. */
public interface TrainingListener {
  /**
   * Called after each iteration.
   *
   * @param iteration iterations done since the first
   * @param rate iterations per second, smoothed over the last ones
   */
  void onIteration(long iteration, Losses losses, double rate);

  /** Asked between iterations; {@code true} ends the run there. */
  boolean stopRequested();
}
