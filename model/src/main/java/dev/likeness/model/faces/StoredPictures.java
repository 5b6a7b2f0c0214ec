package dev.likeness.model.faces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Named files read at random from a zip, or from a folder of the same layout. A zip stays open
 * until this is closed.
 */
final class StoredPictures implements AutoCloseable {
  private final Path path;
  private final @Nullable ZipFile zip;

  private StoredPictures(Path path, @Nullable ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /**
   * Opens a zip or a folder.
   *
   * @throws BrokenFaceset if it is neither
   */
  static StoredPictures open(Path path) {
    if (Files.isDirectory(path)) {
      return new StoredPictures(path, null);
    }
    if (!Files.exists(path)) {
      throw new BrokenFaceset(path + " does not exist: give a faceset, a zip or a folder.");
    }
    try {
      return new StoredPictures(path, new ZipFile(path.toFile()));
    } catch (IOException e) {
      throw new BrokenFaceset(path + " is neither a zip nor a folder: give a faceset.", e);
    }
  }

  boolean contains(String name) {
    return zip == null ? Files.isRegularFile(inFolder(name)) : zip.getEntry(name) != null;
  }

  /** The bytes of one file, or nothing when there is none of that name. */
  Optional<byte[]> read(String name) {
    try {
      if (zip == null) {
        Path file = inFolder(name);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
      }
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        return Optional.empty();
      }
      try (var in = zip.getInputStream(entry)) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls back with every name of a zip, in its order. */
  void names(Consumer<String> each) {
    if (zip != null) {
      zip.stream().map(ZipEntry::getName).forEach(each);
    }
  }

  /** A faceset comes from elsewhere: its names must not lead out of its folder. */
  private Path inFolder(String name) {
    Path file =
        path.resolve(name.replace("/", FileSystems.getDefault().getSeparator())).normalize();
    if (!file.startsWith(path.normalize())) {
      throw new BrokenFaceset(path + " names " + name + ", which lies outside of it: remove it.");
    }
    return file;
  }

  @Override
  public void close() {
    if (zip != null) {
      try {
        zip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
