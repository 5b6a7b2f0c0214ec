package dev.likeness.activities.cli;

import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.activities.worker.WorkerSettings;
import java.time.Duration;

/** Serves the task queue until a signal comes. */
final class WorkerRun {
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final long LONG = 60_000;

  private WorkerRun() {}

  static void run(Place place, Screen screen) throws InterruptedException {
    place.home().prepare();
    Interrupts interrupts = Interrupts.install(screen);
    String temporal = place.temporal().orElseThrow(WorkerRun::nowhere);
    var store = place.store().orElseThrow(WorkerRun::nowhere);
    try (Connection connection = Connection.to(temporal);
        WorkerProcess worker =
            WorkerProcess.start(
                connection.client(), store, place.home(), WorkerSettings.platform())) {
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
