package dev.likeness.activities.chaos;

import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.faults.FaultProxy;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What {@code likeness swap} runs inside itself, here as processes of their own: the embedded
 * store, the embedded Temporal and {@code likeness worker}, whose steps are its children. Needs a
 * JDK only.
 */
final class SplitLaptop implements Cluster {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

  private final OwnService store;
  private final OwnService temporal;
  private final OwnService worker;
  private final FaultProxy proxy;
  private final StoreAddress address;
  private final String temporalAddress;

  private SplitLaptop(Path home, int storePort, int temporalPort) throws IOException {
    String access = "chaos";
    String secret = "only-for-this-test";
    store =
        OwnService.start(
            StoreMain.class,
            List.of(home.toString(), "" + storePort, access, secret),
            Map.of(),
            home.resolve("store.log"));
    proxy = FaultProxy.before(URI.create("http://" + HOST + ":" + storePort));
    address = new StoreAddress(proxy.endpoint(), "likeness", "us-east-1", access, secret);
    temporalAddress = HOST + ":" + temporalPort;
    temporal =
        OwnService.start(
            TemporalMain.class, List.of("" + temporalPort), Map.of(), home.resolve("temporal.log"));
    worker = workerOf(home, temporalAddress, address);
  }

  /** {@code likeness worker}, in a home of its own. */
  static OwnService workerOf(Path home, String temporal, StoreAddress store) {
    return OwnService.start(
        PipedMain.class,
        List.of(
            "worker",
            "--home",
            home.toString(),
            "--temporal",
            temporal,
            "--store",
            store.endpoint().toString()),
        Map.of(
            "LIKENESS_S3_ACCESS_KEY", store.accessKey(),
            "LIKENESS_S3_SECRET_KEY", store.secretKey(),
            "LIKENESS_S3_BUCKET", store.bucket()),
        home.resolve("worker.log"));
  }

  /** Starts everything and waits until store and Temporal answer. */
  static SplitLaptop start(Path home) {
    try {
      new Home(home).prepare();
      SplitLaptop laptop = new SplitLaptop(home, freePort(), freePort());
      laptop.awaitServices();
      return laptop;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private void awaitServices() {
    Until.holds("the store answers", LONG, this::hasStore);
    int port = Integer.parseInt(temporalAddress.substring(temporalAddress.indexOf(':') + 1));
    Until.holds("Temporal listens", LONG, () -> listens(port));
  }

  private boolean hasStore() {
    try {
      ArtifactStore.prepare(address).close();
      return true;
    } catch (StoreException notYet) {
      return false;
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * A port that the system gives to nobody else while its server is dead: below those that outgoing
   * connections are given.
   */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (java.net.BindException taken) {
        // Another one, then.
      }
    }
  }

  @Override
  public String temporal() {
    return temporalAddress;
  }

  @Override
  public boolean temporalRemembers() {
    return false;
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
    try {
      proxy.close();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } finally {
      store.close();
    }
  }
}
