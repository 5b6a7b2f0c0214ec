package dev.likeness.activities.chaos;

import dev.likeness.activities.faults.FaultProxy;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A real Temporal and a real S3 store, from the environment, and a worker of this test's. */
final class PlatformCluster implements Cluster {
  private final CommandService temporal = new CommandService("TEMPORAL");
  private final CommandService store = new CommandService("S3");
  private final FaultProxy proxy;
  private final StoreAddress address;
  private final OwnService worker;

  /** Makes a bucket of its own. */
  PlatformCluster(Path home) throws IOException {
    proxy = FaultProxy.before(URI.create(variable("S3_ENDPOINT")));
    address =
        new StoreAddress(
            proxy.endpoint(),
            "likeness-chaos-" + ProcessHandle.current().pid() + "-" + System.nanoTime(),
            "us-east-1",
            variable("S3_ACCESS_KEY"),
            variable("S3_SECRET_KEY"));
    ArtifactStore.prepare(address).close();
    worker = SplitLaptop.workerOf(home, temporal(), address);
  }

  static String variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(() -> new IllegalStateException(name + " is not set: see CONTRIBUTING.md."));
  }

  @Override
  public String temporal() {
    return variable("TEMPORAL_ADDRESS");
  }

  @Override
  public boolean temporalRemembers() {
    return true;
  }

  @Override
  public StoreAddress store() {
    return address;
  }

  @Override
  public FaultProxy proxy() {
    return proxy;
  }

  @Override
  public OwnService worker() {
    return worker;
  }

  @Override
  public Service service(Target target) {
    return switch (target) {
      case STORE -> store;
      case TEMPORAL -> temporal;
      case WORKER -> worker;
      case STEPS -> throw new IllegalArgumentException("Steps come and go.");
    };
  }

  @Override
  public void close() {
    worker.close();
    temporal.close();
    store.close();
    try {
      proxy.close();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
