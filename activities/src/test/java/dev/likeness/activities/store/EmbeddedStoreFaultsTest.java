package dev.likeness.activities.store;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The faults in front of S3Proxy on a folder. */
final class EmbeddedStoreFaultsTest extends StoreFaults {
  private final EmbeddedStore server;

  EmbeddedStoreFaultsTest(@TempDir Path folder) {
    Home home = new Home(folder);
    home.prepare();
    server = EmbeddedStore.start(home);
  }

  @Override
  StoreAddress address() {
    return server.address();
  }

  @AfterAll
  void stop() {
    server.close();
  }
}
