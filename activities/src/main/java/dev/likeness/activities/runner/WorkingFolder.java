package dev.likeness.activities.runner;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the steps of one worker's process work. Runs have names that no later worker asks for
 * again, so what a killed worker left is removed by the next one to start.
 */
final class WorkingFolder {
  private static final Logger log = LoggerFactory.getLogger(WorkingFolder.class);

  private WorkingFolder() {}

  /** This process' own folder below {@code scratch}; made when the first step starts. */
  static Path in(Path scratch) {
    try {
      for (Path folder : Abandoned.folders(scratch)) {
        Abandoned.remove(folder);
      }
    } catch (IOException left) {
      log.warn("What killed workers left was not removed: {}", left.toString());
    }
    return Abandoned.own(scratch);
  }
}
