package dev.likeness.activities.chaos;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.ParentPipe;
import dev.likeness.activities.store.ArtifactStore;
import java.nio.file.Path;

/** The embedded store as a process: home, port, access key, secret key. */
final class StoreMain {
  private StoreMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ParentPipe.haltWhenClosed(System.in);
    Home home = new Home(Path.of(arguments[0]));
    home.prepare();
    EmbeddedStore store =
        EmbeddedStore.start(home, Integer.parseInt(arguments[1]), arguments[2], arguments[3]);
    ArtifactStore.prepare(store.address()).close();
    Thread.currentThread().join();
  }
}
