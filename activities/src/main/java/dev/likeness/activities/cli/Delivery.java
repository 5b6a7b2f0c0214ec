package dev.likeness.activities.cli;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.files.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Brings results from the store to where a person wants them: whole, or not at all. */
final class Delivery {
  private static final String PART = ".part";

  private Delivery() {}

  /** Writes a blob to a file under a temporary name first, with the permissions usual here. */
  static void fetch(ArtifactStore store, String digest, Path to) {
    try (InputStream in = store.open(new Digest(digest))) {
      write(in, to);
    } catch (IOException e) {
      throw unwritable(to, e);
    }
  }

  static void write(byte[] content, Path to) {
    try (InputStream in = new java.io.ByteArrayInputStream(content)) {
      write(in, to);
    } catch (IOException e) {
      throw unwritable(to, e);
    }
  }

  private static void write(InputStream in, Path to) throws IOException {
    Path folder = to.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("it is no file");
    }
    Files.createDirectories(folder);
    String prefix = "." + to.getFileName() + ".";
    removeAbandoned(folder, prefix);
    Path part = folder.resolve(prefix + ProcessHandle.current().pid() + PART);
    try {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      DurableFiles.rename(part, to);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What processes that were killed here had not finished; a folder may be closed to readers. */
  private static void removeAbandoned(Path folder, String prefix) {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder)) {
      for (Path part : parts) {
        String name = String.valueOf(part.getFileName());
        if (name.startsWith(prefix) && name.endsWith(PART)) {
          String owner = name.substring(prefix.length(), name.length() - PART.length());
          if (owner.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
            Files.deleteIfExists(part);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException left) {
      // It is in nobody's way: what is delivered has a name of its own.
    }
  }

  private static Refusal unwritable(Path to, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Refusal(
        full ? ExitCode.DISK : ExitCode.CANNOT_WRITE,
        to
            + " cannot be written ("
            + e.getMessage()
            + "): "
            + (full ? "free space" : "choose another place")
            + " and start the same command again; nothing is made twice.");
  }
}
