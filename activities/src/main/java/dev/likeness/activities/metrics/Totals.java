package dev.likeness.activities.metrics;

import dev.likeness.activities.steps.RunFigure;
import dev.likeness.workflows.Progress;
import java.util.Optional;

/**
 * What one process told of itself in all.
 *
 * @param began when the process began, in seconds since 1970; 0 where there was none
 * @param seconds that it worked
 */
record Totals(double began, double seconds, double frames, double iterations) {
  static final Totals NONE = new Totals(0, 0, 0, 0);

  /** Empty where nothing was told, or nothing that can be read. */
  static Optional<Totals> of(Progress progress) {
    double began = figure(progress, RunFigure.BEGAN);
    if (began == 0) {
      return Optional.empty();
    }
    boolean frames = progress.unit().equals(RunFigure.FRAMES);
    return Optional.of(
        new Totals(
            began,
            figure(progress, RunFigure.SECONDS),
            frames ? progress.done() : 0,
            figure(progress, RunFigure.ITERATIONS)));
  }

  static double figure(Progress progress, String name) {
    return Optional.ofNullable(progress.figures().get(name)).orElse(0.0);
  }

  /** Whether this was told after the other: by a process that began later, or by the same. */
  boolean isLaterThan(Totals other) {
    return began > other.began || (began == other.began && seconds > other.seconds);
  }

  /** What came on top of what was told earlier; all of it when that was another process. */
  Totals since(Totals earlier) {
    return began > earlier.began
        ? this
        : new Totals(
            began,
            Math.max(0, seconds - earlier.seconds),
            Math.max(0, frames - earlier.frames),
            Math.max(0, iterations - earlier.iterations));
  }
}
