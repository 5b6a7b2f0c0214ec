package dev.likeness.activities.metrics;

import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.worker.RunFigures.Run;
import dev.likeness.workflows.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that this worker watches or has watched.
 *
 * @param asked when this worker asked for it, until its process is known to have begun
 * @param slices how many watchers it has in this process at this moment
 * @param seen when it was last watched
 * @param moved when it last told of another number of frames or iterations
 */
record TrackedRun(
    Run run,
    Optional<Instant> asked,
    int slices,
    Instant seen,
    Standing standing,
    Progress progress,
    Instant moved) {
  static TrackedRun of(Run run, Optional<Instant> asked, Instant now) {
    var standing = new Standing(StepState.Phase.PENDING, now, now);
    return new TrackedRun(run, asked, 0, now, standing, Progress.NONE, now);
  }

  TrackedRun watched(int change, Instant now) {
    int more = Math.max(0, slices + change);
    return new TrackedRun(run, asked, more, now, standing, progress, moved);
  }

  TrackedRun at(StepState.Phase phase, Instant now) {
    return new TrackedRun(run, asked, slices, seen, standing.seen(phase, now), progress, moved);
  }

  TrackedRun told(Progress newest, Instant now) {
    Instant change = newest.done() == progress.done() ? moved : now;
    return new TrackedRun(run, asked, slices, seen, standing, newest, change);
  }

  TrackedRun begun() {
    return new TrackedRun(run, Optional.empty(), slices, seen, standing, progress, moved);
  }

  /** Whether it is this worker's to show: another may show it soon after a slice. */
  boolean isLive(Instant now) {
    return slices > 0 || !seen.plus(RunningTotals.ALONE).isBefore(now);
  }

  /** For how long it has been at work and come no further. */
  Duration still(Instant now) {
    Duration unmoved = Duration.between(moved, now);
    Duration runs =
        standing.phase() == StepState.Phase.RUNNING ? standing.lasted(now) : Duration.ZERO;
    return unmoved.compareTo(runs) < 0 ? unmoved : runs;
  }
}
