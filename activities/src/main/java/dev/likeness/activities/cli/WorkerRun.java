package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.worker.Deployment;
import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.activities.worker.WorkerSettings;
import java.time.Duration;
import java.util.Optional;

/** Serves the task queue until a signal comes. */
final class WorkerRun {
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final long LONG = 60_000;

  private WorkerRun() {}

  static void run(Place place, Optional<Deployment> version, Screen screen)
      throws InterruptedException {
    String temporal = place.temporal().orElseThrow(WorkerRun::nowhere);
    var store = place.store().orElseThrow(WorkerRun::nowhere);
    // Steps of two workers must not share a home; steering commands find Temporal through it.
    try (HomeLock lock = HomeLock.acquire(place.home(), place.command())) {
      lock.publish(temporal, store);
      serve(place, temporal, store, version, screen);
    }
  }

  private static void serve(
      Place place, String temporal, StoreAddress store, Optional<Deployment> version, Screen screen)
      throws InterruptedException {
    Interrupts interrupts = Interrupts.install(screen);
    try (Connection connection = Connection.to(temporal);
        WorkerProcess worker =
            WorkerProcess.start(
                connection.client(), store, place.home(), WorkerSettings.platform(), version)) {
      interrupts.onSecond(worker::killSteps);
      screen.note(
          "Serving " + WorkerProcess.TASK_QUEUE + " at " + temporal + " with " + store + ".");
      while (!interrupts.await(LONG)) {
        // Temporal's threads do the work.
      }
      worker.stopSteps(GRACE);
    }
  }

  private static Refusal nowhere() {
    return new Refusal(
        ExitCode.USAGE, "A worker needs --temporal HOST:PORT and --store URL to connect to.");
  }
}
