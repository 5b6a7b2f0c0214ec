package dev.likeness.activities.demo;

import dev.likeness.model.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A hidden folder beside results, from which they are moved into place; removed when closed. */
record Scratch(Path path) implements AutoCloseable {
  static Scratch in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new Scratch(Files.createTempDirectory(folder, ".unfinished-"));
  }

  /** Moves a complete file to its place, over what was there. */
  void publish(String name, Path folder) throws IOException {
    Files.move(
        path.resolve(name),
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Folders.remove(path);
  }
}
