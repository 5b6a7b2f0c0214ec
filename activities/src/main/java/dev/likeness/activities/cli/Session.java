package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.EmbeddedServices;
import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.activities.models.CheckpointSweep;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.activities.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Temporal, a store and a worker for the time of one command: embedded, or those it was pointed at.
 * Closing stops the steps after their checkpoints, then the worker, Temporal and the store.
 */
final class Session implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMinutes(5);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final WorkflowClient client;
  private final ArtifactStore store;
  private final Optional<WorkerProcess> worker;

  private Session(Place place) {
    try {
      String temporal;
      StoreAddress address;
      if (place.temporal().isPresent()) {
        temporal = place.temporal().get();
        address =
            place.store().orElseThrow(() -> new IllegalArgumentException("There is no store."));
        if (place.worker()) {
          HomeLock lock = opened(HomeLock.acquire(place.home(), place.command()));
          lock.publish(temporal, address);
        }
      } else {
        EmbeddedServices services = opened(EmbeddedServices.start(place.home(), place.command()));
        temporal = services.temporal();
        address = services.store();
      }
      store = opened(ArtifactStore.at(address));
      if (place.temporal().isEmpty()) {
        opened(CheckpointSweep.start(store));
      }
      client = opened(Connection.to(temporal, place.access())).client();
      worker =
          place.worker()
              ? Optional.of(
                  opened(
                      WorkerProcess.start(
                          client, address, place.home(), WorkerSettings.embedded())))
              : Optional.empty();
    } catch (RuntimeException failure) {
      closeAll(failure);
      throw failure;
    }
  }

  /** Starts everything; a second Ctrl-C kills the steps. */
  static Session start(Place place, Interrupts interrupts) {
    place.home().prepare();
    Logs.into(place.home().logs());
    Session session = new Session(place);
    interrupts.onSecond(() -> session.worker.ifPresent(WorkerProcess::killSteps));
    return session;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    started.push(resource);
    return resource;
  }

  WorkflowClient client() {
    return client;
  }

  ArtifactStore store() {
    return store;
  }

  /** Has running steps make their checkpoints and leave. */
  void stopSteps() {
    worker.ifPresent(
        serving -> {
          try {
            serving.leave(GRACE);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() {
    closeAll(null);
  }

  private void closeAll(@org.jspecify.annotations.Nullable RuntimeException because) {
    RuntimeException first = because;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception failure) {
        if (first == null) {
          first = new IllegalStateException("A service did not close.", failure);
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (because == null && first != null) {
      throw first;
    }
  }
}
