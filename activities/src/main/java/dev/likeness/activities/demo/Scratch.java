package dev.likeness.activities.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
