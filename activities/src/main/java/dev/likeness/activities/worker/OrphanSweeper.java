package dev.likeness.activities.worker;

import dev.likeness.activities.runner.Sweepable;
import dev.likeness.activities.runner.Sweepable.Kept;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops runs that nobody owns any more: a workflow that was terminated stops nothing itself. A run
 * is marked when its owner is found closed, and stopped, after a checkpoint, when the owner is
 * still closed a grace later. Where Temporal cannot be asked, marks are forgotten and nothing is
 * stopped.
 */
final class OrphanSweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanSweeper.class);

  private final Sweepable runs;
  private final BiFunction<String, String, Owners.Standing> owners;
  private final Duration grace;
  private final InstantSource clock;
  private final Runnable swept;
  private final Map<String, Instant> marked = new HashMap<>();

  /** Those whose end was told; one that still runs is abandoned again and again. */
  private final Set<String> told = new HashSet<>();

  private final ScheduledExecutorService sweeps =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("orphan-sweeper").factory());

  /**
   * With what is known of a workflow by its id and its first execution's run id.
   *
   * @param swept called once for each run that is abandoned
   */
  OrphanSweeper(
      Sweepable runs,
      BiFunction<String, String, Owners.Standing> owners,
      Duration grace,
      InstantSource clock,
      Runnable swept) {
    this.swept = swept;
    this.runs = runs;
    this.owners = owners;
    this.grace = grace;
    this.clock = clock;
  }

  private record Owner(String workflow, String firstRun) {
    static Owner of(Kept run) {
      return new Owner(run.workflow(), run.firstRun());
    }
  }

  /** Sweeps again and again until it is closed. */
  OrphanSweeper every(Duration period) {
    var _ =
        sweeps.scheduleWithFixedDelay(
            this::sweepAndGoOn, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void sweepAndGoOn() {
    try {
      sweep();
    } catch (RuntimeException e) {
      // The schedule would end with it.
      LOG.warn("Runs without an owner were not looked for", e);
    }
  }

  /** Asks once of every owner whose runs are kept here. */
  synchronized void sweep() {
    List<Kept> there = runs.kept();
    Map<Owner, Owners.Standing> standings = new HashMap<>();
    for (Kept run : there) {
      Owners.Standing standing =
          standings.computeIfAbsent(
              Owner.of(run), owner -> owners.apply(owner.workflow(), owner.firstRun()));
      switch (standing) {
        case OPEN, UNKNOWN -> marked.remove(run.name());
        case CLOSED -> {
          Instant since = marked.computeIfAbsent(run.name(), unmarked -> clock.instant());
          if (!clock.instant().isBefore(since.plus(grace))) {
            LOG.info(
                "{} of workflow {}, which has ended, is stopped or removed",
                run.name(),
                run.workflow());
            runs.abandon(run);
            if (told.add(run.name())) {
              swept.run();
            }
          }
        }
      }
    }
    Set<String> names = there.stream().map(Kept::name).collect(Collectors.toSet());
    marked.keySet().retainAll(names);
    told.retainAll(names);
  }

  @Override
  public void close() {
    sweeps.shutdownNow();
  }
}
