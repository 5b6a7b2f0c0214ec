package dev.likeness.model.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Files that a power cut leaves whole. */
public final class DurableFiles {
  private DurableFiles() {}

  /**
   * Gives a finished file in the same folder its name, over another that has it: a power cut leaves
   * the one or the other, and this one once the call has returned.
   */
  public static void rename(Path finished, Path to) throws IOException {
    try (FileChannel channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(finished, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceNames(Objects.requireNonNull(to.toAbsolutePath().getParent()));
  }

  /** Makes the names in a folder durable. Windows opens no folder, and keeps their order itself. */
  public static void forceNames(Path folder) throws IOException {
    if (folder.getFileSystem().getSeparator().equals("\\")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
