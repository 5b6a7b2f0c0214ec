package dev.likeness.activities.embedded;

import dev.likeness.model.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes what was written below a folder survive a power cut. */
final class DurableFolder {
  private final Path root;
  private final Set<Known> named = ConcurrentHashMap.newKeySet();

  DurableFolder(Path root) {
    this.root = root;
  }

  /** A folder whose name is on the disk. One that was deleted and made again is another. */
  private record Known(Path folder, String file, FileTime made) {
    static Known of(Path folder) throws IOException {
      var attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      return new Known(folder, String.valueOf(attributes.fileKey()), attributes.creationTime());
    }
  }

  /**
   * Returns when the object's bytes and its name are on the disk; nothing for what is not there.
   */
  void keep(String bucket, String object) {
    Path file = root.resolve(bucket).resolve(object);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
      Path folder = above(file);
      DurableFiles.forceNames(folder);
      while (!folder.equals(root)) {
        Known known = Known.of(folder);
        if (named.contains(known)) {
          return;
        }
        folder = above(folder);
        DurableFiles.forceNames(folder);
        named.add(known);
      }
    } catch (NoSuchFileException gone) {
      // Deleted, or never written.
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private static Path above(Path path) {
    return Objects.requireNonNull(path.getParent());
  }
}
