package dev.likeness.activities.embedded;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A home with its lock, store and Temporal, started in this order and closed in the other. Workers
 * and steps end before this is closed.
 */
public final class EmbeddedServices implements AutoCloseable {
  private final HomeLock lock;
  private final EmbeddedStore store;
  private final EmbeddedTemporal temporal;

  private EmbeddedServices(HomeLock lock, EmbeddedStore store, EmbeddedTemporal temporal) {
    this.lock = lock;
    this.store = store;
    this.temporal = temporal;
  }

  /** Takes the home, starts both services, makes the bucket and publishes where they are. */
  public static EmbeddedServices start(Home home, String command) {
    Deque<AutoCloseable> started = new ArrayDeque<>();
    try {
      HomeLock lock = HomeLock.acquire(home, command);
      started.push(lock);
      EmbeddedStore store = EmbeddedStore.start(home);
      started.push(store);
      ArtifactStore.prepare(store.address()).close();
      EmbeddedTemporal temporal = EmbeddedTemporal.start();
      started.push(temporal);
      lock.publish(temporal.address(), store.address());
      return new EmbeddedServices(lock, store, temporal);
    } catch (RuntimeException failure) {
      started.forEach(service -> close(service, failure));
      throw failure;
    }
  }

  private static void close(AutoCloseable service, RuntimeException failure) {
    try {
      service.close();
    } catch (Exception secondary) {
      failure.addSuppressed(secondary);
    }
  }

  /** Temporal as host:port. */
  public String temporal() {
    return temporal.address();
  }

  public StoreAddress store() {
    return store.address();
  }

  @Override
  public void close() {
    try (lock;
        store;
        temporal) {
      // Resources close in the reverse of this order: Temporal, store, lock.
      return;
    }
  }
}
