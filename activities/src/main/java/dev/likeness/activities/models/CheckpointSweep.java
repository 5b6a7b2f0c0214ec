package dev.likeness.activities.models;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Collector;
import dev.likeness.activities.store.Collector.Garbage;
import dev.likeness.activities.store.Collector.Kind;
import dev.likeness.activities.store.Collector.Plan;
import dev.likeness.activities.store.Collector.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thins the models of a home's store out while its jobs run, and leaves all else to {@code gc}.
 * What goes was seen at two looks in a row: a machine that slept gives its writers the time between
 * them to name what they had stored.
 */
public final class CheckpointSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointSweep.class);

  private static final long FIRST_MINUTES = 1;
  private static final long MINUTES = 10;

  private static final Set<Kind> KINDS =
      Set.of(Kind.HEAD, Kind.CHECKPOINT, Kind.THINNED, Kind.RETIRED);

  private final Collector collector;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sweep").daemon().factory());
  private Optional<Plan> before = Optional.empty();
  private Optional<Future<?>> looks = Optional.empty();

  public CheckpointSweep(Collector collector) {
    this.collector = collector;
  }

  /** Looks every few minutes from now on. The caller's process holds the home. */
  public static CheckpointSweep start(ArtifactStore store) {
    var sweep = new CheckpointSweep(store.collector(Policy.oneMachine(new Retention())));
    sweep.looks =
        Optional.of(
            sweep.thread.scheduleWithFixedDelay(
                sweep::lookAgain, FIRST_MINUTES, MINUTES, TimeUnit.MINUTES));
    return sweep;
  }

  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException unfinished) {
      LOG.warn("Checkpoints are not thinned out for now: {}", unfinished.getMessage());
    }
  }

  /** Removes what this look and the one before it found. */
  public synchronized List<Garbage> look() {
    Plan now = collector.plan();
    Optional<Plan> earlier = before;
    before = Optional.of(now);
    now.unreadable().stream()
        .filter(object -> earlier.filter(plan -> plan.unreadable().contains(object)).isEmpty())
        .forEach(object -> LOG.warn("{} cannot be read: all files stay until it can", object));
    List<Garbage> gone =
        earlier.map(plan -> collector.sweep(now.confirming(plan, KINDS))).orElse(List.of());
    if (!gone.isEmpty()) {
      LOG.info(
          "Thinned checkpoints out: {} objects, {} MiB",
          gone.size(),
          gone.stream().mapToLong(Garbage::size).sum() >> 20);
    }
    return gone;
  }

  /** Ends a look that is under way; what it leaves the next one does. */
  @Override
  public void close() {
    looks.ifPresent(future -> future.cancel(true));
    thread.close();
  }
}
