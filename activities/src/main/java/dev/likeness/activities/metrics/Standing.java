package dev.likeness.activities.metrics;

import dev.likeness.activities.runner.StepState;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a run stands, as this worker saw it.
 *
 * @param since when it was first seen there; a slice of another worker does not end that
 * @param looked when it was last seen there
 */
record Standing(StepState.Phase phase, Instant since, Instant looked) {
  /** Longer than the time between two looks of a watcher, shorter than a slice. */
  private static final Duration NEW = Duration.ofSeconds(30);

  Standing seen(StepState.Phase now, Instant at) {
    return new Standing(now, now == phase ? since : at, at);
  }

  /**
   * For how long it has stood there; 0 when nobody looked in a while: it may have gone on under the
   * eyes of another worker, and is only shown once it is seen there again.
   */
  Duration lasted(Instant now) {
    return looked.plus(NEW).isBefore(now) ? Duration.ZERO : Duration.between(since, now);
  }
}
