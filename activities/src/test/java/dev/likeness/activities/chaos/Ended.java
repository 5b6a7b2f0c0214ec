package dev.likeness.activities.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether processes have ended: also those whose parent sleeps, or never asks for their ends. */
final class Ended {
  private Ended() {}

  static boolean has(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException gone) {
      return true;
    }
  }
}
