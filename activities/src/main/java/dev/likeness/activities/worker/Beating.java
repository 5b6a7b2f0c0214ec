package dev.likeness.activities.worker;

import dev.likeness.workflows.Progress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The heartbeat of one activity, which goes on while the activity's thread waits for a store or an
 * API server that does not answer: the worker is there, and it is not the worker that is named as
 * missing.
 */
final class Beating implements Consumer<Progress>, AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final Consumer<Progress> heartbeat;
  private final Thread beats;
  private volatile Progress newest = Progress.NONE;

  private Beating(Consumer<Progress> heartbeat, Duration period) {
    this.heartbeat = heartbeat;
    this.beats = Thread.ofVirtual().name("heartbeat").unstarted(() -> beat(period));
  }

  static Beating of(Consumer<Progress> heartbeat) {
    return of(heartbeat, PERIOD);
  }

  static Beating of(Consumer<Progress> heartbeat, Duration period) {
    var beating = new Beating(heartbeat, period);
    beating.beats.start();
    return beating;
  }

  private void beat(Duration period) {
    try {
      while (true) {
        Thread.sleep(period);
        heartbeat.accept(newest);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unwanted) {
      // The activity's own next heartbeat tells it the same.
    }
  }

  /** Tells how far the run is; throws when nobody waits for this activity any more. */
  @Override
  public void accept(Progress progress) {
    newest = progress;
    heartbeat.accept(progress);
  }

  @Override
  public void close() {
    beats.interrupt();
  }
}
