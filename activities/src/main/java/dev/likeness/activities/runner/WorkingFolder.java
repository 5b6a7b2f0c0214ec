package dev.likeness.activities.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the steps of one worker's process work. Runs have names that no later worker asks for
 * again, so what a killed worker left is removed by the next one to start.
 */
final class WorkingFolder {
  private static final Logger log = LoggerFactory.getLogger(WorkingFolder.class);
  private static final String PREFIX = "worker-";

  private WorkingFolder() {}

  /** This process' own folder below {@code scratch}; made when the first step starts. */
  static Path in(Path scratch) {
    long self = ProcessHandle.current().pid();
    for (Path folder : folders(scratch)) {
      if (isAbandoned(folder, self)) {
        remove(folder);
      }
    }
    return scratch.resolve(PREFIX + self);
  }

  private static List<Path> folders(Path scratch) {
    if (!Files.isDirectory(scratch)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(scratch)) {
      return folders.toList();
    } catch (IOException unreadable) {
      log.warn("What killed workers left was not looked for: {}", unreadable.toString());
      return List.of();
    }
  }

  private static boolean isAbandoned(Path folder, long self) {
    String name = String.valueOf(folder.getFileName());
    if (!name.matches(PREFIX + "\\d{1,18}")) {
      return false;
    }
    long owner = Long.parseLong(name.substring(PREFIX.length()));
    return owner != self && ProcessHandle.of(owner).isEmpty();
  }

  private static void remove(Path folder) {
    try {
      ChildProcess.removeTree(folder);
    } catch (IOException left) {
      log.warn("What a killed worker left was not removed: {}", left.toString());
    }
  }
}
