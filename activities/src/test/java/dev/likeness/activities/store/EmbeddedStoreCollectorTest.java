package dev.likeness.activities.store;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The collector on S3Proxy. */
final class EmbeddedStoreCollectorTest extends CollectorOverHttp {
  private final EmbeddedStore server;

  EmbeddedStoreCollectorTest(@TempDir Path folder) {
    Home home = new Home(folder);
    home.prepare();
    server = EmbeddedStore.start(home);
  }

  @Override
  StoreAddress address() {
    return server.address();
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
