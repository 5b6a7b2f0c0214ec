package dev.likeness.activities.cli;

import dev.likeness.activities.cluster.ClusterSettings;
import dev.likeness.activities.cluster.JobRunner;
import dev.likeness.activities.cluster.JobSweep;
import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.activities.metrics.Metrics;
import dev.likeness.activities.metrics.StatusServer;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.tracing.Tracing;
import dev.likeness.activities.worker.Deployment;
import dev.likeness.activities.worker.Observers;
import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.activities.worker.WorkerSettings;
import dev.likeness.k8s.JobCluster;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Serves the task queue until a signal comes. */
final class WorkerRun {
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final long LONG = 60_000;

  private WorkerRun() {}

  /**
   * @param cluster where steps run as Jobs; else they are child processes
   * @param previews the store's address for browsers, when there shall be links to previews
   * @param traces whether to send traces
   */
  static void run(
      Place place,
      Optional<Deployment> version,
      Optional<ClusterSettings> cluster,
      OptionalInt port,
      Optional<URI> previews,
      boolean traces,
      Screen screen)
      throws InterruptedException {
    String temporal = place.temporal().orElseThrow();
    var store = place.store().orElseThrow();
    // Steps of two workers must not share a home; steering commands find Temporal through it.
    try (HomeLock lock = HomeLock.acquire(place.home(), place.command())) {
      lock.publish(temporal, store);
      serve(place, temporal, store, version, cluster, port, previews, traces, screen);
    }
  }

  private static void serve(
      Place place,
      String temporal,
      StoreAddress store,
      Optional<Deployment> version,
      Optional<ClusterSettings> cluster,
      OptionalInt port,
      Optional<URI> previews,
      boolean traces,
      Screen screen)
      throws InterruptedException {
    Interrupts interrupts = Interrupts.install(screen);
    var ready = new AtomicBoolean();
    try (Metrics metrics = new Metrics();
        Tracing tracing = traces ? tracing() : Tracing.OFF;
        StatusServer status = listen(port, metrics, ready::get);
        Connection connection =
            Connection.to(temporal, place.access(), Optional.of(metrics.temporalScope()));
        WorkerProcess worker =
            start(
                connection,
                place,
                store,
                version,
                cluster,
                previews,
                metrics.observers().tracing(tracing.interceptor()))) {
      metrics.watchReadiness(ready::get);
      interrupts.onSecond(worker::killSteps);
      screen.note(
          "Serving "
              + WorkerProcess.TASK_QUEUE
              + " at "
              + temporal
              + " with "
              + store
              + cluster
                  .map(settings -> ", steps as Jobs in namespace " + settings.namespace())
                  .orElse("")
              + "; figures and health on port "
              + status.port()
              + ".");
      ready.set(true);
      while (!interrupts.await(LONG)) {
        // Temporal's threads do the work.
      }
      ready.set(false);
      worker.leave(GRACE);
    }
  }

  private static Tracing tracing() {
    try {
      return Tracing.start();
    } catch (IllegalArgumentException unusable) {
      throw new Refusal(
          ExitCode.USAGE,
          "--traces: OpenTelemetry's variables cannot be followed: " + unusable.getMessage());
    }
  }

  /** On a free port of no interest when none was asked for: a worker without is not another one. */
  private static StatusServer listen(OptionalInt port, Metrics metrics, BooleanSupplier isReady) {
    try {
      return StatusServer.start(port.orElse(0), metrics::scrape, isReady);
    } catch (IOException taken) {
      throw new Refusal(
          ExitCode.UNAVAILABLE,
          "--http "
              + port.orElse(0)
              + ": "
              + taken.getMessage()
              + ". End what listens there or name another port.");
    }
  }

  private static WorkerProcess start(
      Connection connection,
      Place place,
      StoreAddress store,
      Optional<Deployment> version,
      Optional<ClusterSettings> cluster,
      Optional<URI> previews,
      Observers observers) {
    return cluster
        .map(settings -> onCluster(connection, store, version, settings, previews, observers))
        .orElseGet(() -> here(connection, place, store, version, previews, observers));
  }

  private static WorkerProcess here(
      Connection connection,
      Place place,
      StoreAddress store,
      Optional<Deployment> version,
      Optional<URI> previews,
      Observers observers) {
    WorkerSettings settings = WorkerSettings.platform().showing(previews);
    return WorkerProcess.start(
        connection.client(),
        store,
        WorkerProcess.children(store, place.home(), settings),
        Optional.empty(),
        settings,
        version,
        observers);
  }

  private static WorkerProcess onCluster(
      Connection connection,
      StoreAddress store,
      Optional<Deployment> version,
      ClusterSettings settings,
      Optional<URI> previews,
      Observers observers) {
    JobCluster jobs = JobCluster.connect(settings.namespace(), settings.defaults());
    return WorkerProcess.start(
        connection.client(),
        store,
        new JobRunner(jobs, settings),
        Optional.of(new JobSweep(jobs)),
        WorkerSettings.cluster(settings.defaults().grace(), settings.bounds()).showing(previews),
        version,
        observers);
  }
}
