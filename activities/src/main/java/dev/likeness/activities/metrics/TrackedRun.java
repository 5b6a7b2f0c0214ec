package dev.likeness.activities.metrics;

import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.worker.RunFigures.Run;
import dev.likeness.workflows.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that this worker watches or has watched.
 *
 * @param asked when this worker asked for it, until its process is known to have begun
 * @param slices how many watchers it has in this process at this moment
 * @param seen when it was last watched
 */
record TrackedRun(
    Run run,
    Optional<Instant> asked,
    int slices,
    Instant seen,
    StepState.Phase phase,
    Progress progress) {
  static TrackedRun of(Run run, Optional<Instant> asked, Instant now) {
    return new TrackedRun(run, asked, 0, now, StepState.Phase.PENDING, Progress.NONE);
  }

  TrackedRun watched(int change, Instant now) {
    return new TrackedRun(run, asked, Math.max(0, slices + change), now, phase, progress);
  }

  TrackedRun at(StepState.Phase state) {
    return new TrackedRun(run, asked, slices, seen, state, progress);
  }

  TrackedRun told(Progress newest) {
    return new TrackedRun(run, asked, slices, seen, phase, newest);
  }

  TrackedRun begun() {
    return new TrackedRun(run, Optional.empty(), slices, seen, phase, progress);
  }

  /** Whether it is this worker's to show: another may show it soon after a slice. */
  boolean isLive(Instant now) {
    return slices > 0 || !seen.plus(RunningTotals.ALONE).isBefore(now);
  }
}
