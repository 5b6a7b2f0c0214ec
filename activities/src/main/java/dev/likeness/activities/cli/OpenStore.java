package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.activities.embedded.Running;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A store for the time of one command, without Temporal and without a worker. */
final class OpenStore implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ArtifactStore store;

  private OpenStore(Optional<StoreAddress> address, Home home, String command, boolean alone) {
    try {
      Optional<StoreAddress> shared =
          alone ? Optional.empty() : HomeLock.holder(home).flatMap(Running::store);
      StoreAddress at = address.or(() -> shared).orElseGet(() -> embedded(home, command));
      // A named store is not made when it is not there: the name may be wrong.
      store = address.isPresent() ? ArtifactStore.at(at) : ArtifactStore.prepare(at);
      opened.push(store);
    } catch (RuntimeException failure) {
      try {
        close();
      } catch (RuntimeException secondary) {
        failure.addSuppressed(secondary);
      }
      throw failure;
    }
  }

  /** A named store, or the home's, which nobody else may be using. */
  static OpenStore alone(Optional<StoreAddress> address, Home home, String command) {
    return new OpenStore(address, home, command, true);
  }

  /** A named store, or the home's, through the process that runs a job in it if there is one. */
  static OpenStore shared(Optional<StoreAddress> address, Home home, String command) {
    return new OpenStore(address, home, command, false);
  }

  private StoreAddress embedded(Home home, String command) {
    opened.push(HomeLock.acquire(home, command));
    EmbeddedStore server = EmbeddedStore.start(home);
    opened.push(server);
    return server.address();
  }

  ArtifactStore store() {
    return store;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IllegalStateException("A store did not close.", failure);
      }
    }
  }
}
