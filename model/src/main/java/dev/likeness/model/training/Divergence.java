package dev.likeness.model.training;

import dev.likeness.model.network.Losses;
import java.util.function.ToDoubleFunction;

/**
 * When a loss counts as exploded: the mean of either side over the last {@link #SPAN} iterations is
 * more than {@link #FACTOR} times the lowest mean over any {@link #BASE} iterations in a row before
 * them. A function of the losses alone, so every run finds it at the same iteration. Single batches
 * may be as bad as they like, and the first {@code BASE + SPAN} iterations are never judged.
 */
final class Divergence {
  static final int SPAN = 10;
  static final int BASE = 50;
  static final double FACTOR = 3;

  private final LossHistory history;
  private final int began;
  private double lowestSource = Double.POSITIVE_INFINITY;
  private double lowestTarget = Double.POSITIVE_INFINITY;
  private int judged;

  /**
   * @param began iterations done when training began on these faces with these settings: what came
   *     before says nothing about what is to be expected
   */
  Divergence(LossHistory history, long began) {
    this.history = history;
    this.began = Math.toIntExact(began);
    judged = this.began + BASE - 1;
  }

  /** Whether the loss has exploded by the newest iteration. */
  boolean found() {
    int last = history.length();
    while (judged < last - SPAN) {
      judged++;
      lowestSource = Math.min(lowestSource, mean(Losses::source, judged, BASE));
      lowestTarget = Math.min(lowestTarget, mean(Losses::target, judged, BASE));
    }
    return last - began >= BASE + SPAN
        && (mean(Losses::source, last, SPAN) > FACTOR * lowestSource
            || mean(Losses::target, last, SPAN) > FACTOR * lowestTarget);
  }

  /** Of the {@code count} iterations up to {@code last}. */
  private double mean(ToDoubleFunction<Losses> side, int last, int count) {
    double sum = 0;
    for (int i = last - count + 1; i <= last; i++) {
      sum += side.applyAsDouble(history.at(i));
    }
    return sum / count;
  }
}
