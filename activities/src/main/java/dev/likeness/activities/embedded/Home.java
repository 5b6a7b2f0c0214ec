package dev.likeness.activities.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The folder that holds everything kept on this machine. */
public record Home(Path root) {
  /** Below this a start is refused: the store would fill the disk within minutes. */
  private static final long LEAST_FREE_BYTES = 64L << 20;

  public Home {
    root = root.toAbsolutePath().normalize();
  }

  public Path store() {
    return root.resolve("store");
  }

  /** Working folders of running steps; nothing in it outlives the process that holds the home. */
  public Path scratch() {
    return root.resolve("scratch");
  }

  /** Logs of steps that failed. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** What is kept of each project for people: its job, status and preview. */
  public Path projects() {
    return root.resolve("projects");
  }

  /** What lay damaged in the store, under the names it had there. */
  public Path damaged() {
    return root.resolve("damaged");
  }

  /** There while the store is closed and was closed as it should be. */
  Path closed() {
    return root.resolve("store.closed");
  }

  Path lock() {
    return root.resolve("lock");
  }

  /** Who holds the home and where it can be reached; readable by its owner only. */
  Path running() {
    return root.resolve("running.json");
  }

  /** Makes the folders, closed to other users, and checks that there is room. */
  public void prepare() {
    try {
      for (Path folder : List.of(root, store(), scratch(), logs())) {
        Files.createDirectories(folder);
      }
      if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      }
      if (!Files.isWritable(root) || !Files.isWritable(store())) {
        throw new HomeException.Unusable(
            "Home " + root + " cannot be written to: change its owner or name another (--home).",
            null);
      }
      FileStore disk = Files.getFileStore(store());
      if (disk.getUsableSpace() < LEAST_FREE_BYTES) {
        throw new HomeException.Unusable(
            "The disk of home %s has only %d MiB left: free some, or name another home (--home)."
                .formatted(root, disk.getUsableSpace() >> 20),
            null);
      }
    } catch (IOException refused) {
      throw new HomeException.Unusable(
          "Home " + root + " cannot be made or used (" + refused + "): name another (--home).",
          refused);
    }
  }
}
