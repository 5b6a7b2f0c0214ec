package dev.likeness.activities.runner;

import dev.likeness.model.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders of workers that are gone, and their steps. A step ends by itself when its worker's pipe
 * closes, also when it hangs in native code; one that was halted by a signal does not, and is ended
 * here. A process is known by its number and its start, as numbers are given again.
 */
public final class Abandoned {
  private static final String PREFIX = "worker-";
  private static final Pattern FOLDER = Pattern.compile(PREFIX + "(\\d{1,18})(?:-(\\d{1,18}))?");
  private static final Pattern PROCESS = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

  /** In a run's folder: the number and start of its process. */
  private static final String PROCESS_FILE = "process";

  /** How exactly the system knows when a process started. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  private Abandoned() {}

  /** The folder of this very process below {@code scratch}; not made yet. */
  static Path own(Path scratch) {
    return scratch.resolve(PREFIX + identity(ProcessHandle.current()));
  }

  /** How a process is written down: number, and start in milliseconds where the system tells. */
  static String identity(ProcessHandle process) {
    return process.pid()
        + process.info().startInstant().map(start -> "-" + start.toEpochMilli()).orElse("");
  }

  /** Notes a step's process in its folder, for whoever clears up after its worker. */
  static void note(Path folder, ProcessHandle process) throws IOException {
    Files.writeString(folder.resolve(PROCESS_FILE), identity(process));
  }

  /** Folders below {@code scratch} whose workers are gone. */
  public static List<Path> folders(Path scratch) throws IOException {
    if (!Files.isDirectory(scratch)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(scratch)) {
      return folders.filter(folder -> isAbandoned(name(folder))).sorted().toList();
    }
  }

  /** Ends what still runs in such a folder, by force, and removes it. */
  public static void remove(Path folder) throws IOException {
    if (!isAbandoned(name(folder))) {
      throw new IllegalArgumentException(folder + " is no folder of a worker that is gone.");
    }
    for (ProcessHandle step : steps(folder)) {
      step.destroyForcibly();
    }
    Folders.remove(folder);
  }

  /** Steps that have outlived the worker of a folder. */
  public static List<ProcessHandle> steps(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.map(run -> run.resolve(PROCESS_FILE))
          .filter(Files::isRegularFile)
          .map(Abandoned::alive)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  private static Optional<ProcessHandle> alive(Path file) {
    try {
      Matcher written = PROCESS.matcher(Files.readString(file));
      return written.matches() ? alive(written) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isAbandoned(String name) {
    Matcher written = FOLDER.matcher(name);
    return written.matches() && alive(written).isEmpty();
  }

  private static Optional<ProcessHandle> alive(Matcher written) {
    return ProcessHandle.of(Long.parseLong(written.group(1)))
        .filter(ProcessHandle::isAlive)
        .filter(process -> written.group(2) == null || startedAt(process, written.group(2)));
  }

  /** A start that the system does not tell may be the one. */
  private static boolean startedAt(ProcessHandle process, String milliseconds) {
    Instant noted = Instant.ofEpochMilli(Long.parseLong(milliseconds));
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(noted, start).abs().compareTo(CLOCK_STEP) <= 0)
        .orElse(true);
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }
}
