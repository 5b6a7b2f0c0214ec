package dev.likeness.activities.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of this test's, started again whenever it ends. It ends with this one: its
 * standard input is a pipe that it watches.
 */
final class OwnService implements Service {
  private static final long SECONDS_TO_LEAVE = 60;

  /** Also for the steps that a worker starts: processes that live for seconds compile in vain. */
  private static final Map<String, String> SHORT_LIVED =
      Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1", "OMP_WAIT_POLICY", "passive");

  private final ProcessBuilder builder;
  private final List<Process> abandoned = new ArrayList<>();
  private Process process;
  private boolean wanted = true;
  private int starts;

  private OwnService(ProcessBuilder builder) {
    this.builder = builder;
    this.process = start();
  }

  /** Starts a main class of the test's class path; what it says goes to the end of a file. */
  static OwnService start(
      Class<?> main, List<String> arguments, Map<String, String> environment, Path log) {
    return new OwnService(builder(main, arguments, environment, log));
  }

  /** The command line by itself, for what is started only once. */
  static ProcessBuilder builder(
      Class<?> main, List<String> arguments, Map<String, String> environment, Path log) {
    List<String> line =
        new ArrayList<>(
            List.of(
                property("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                property("java.class.path"),
                main.getName()));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(SHORT_LIVED);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private Process start() {
    try {
      Process started = builder.start();
      starts++;
      var _ = started.onExit().thenAcceptAsync(this::ended);
      return started;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private synchronized void ended(Process which) {
    if (wanted && which.equals(process)) {
      process = start();
    }
  }

  @Override
  public synchronized List<ProcessHandle> processes() {
    return List.of(process.toHandle());
  }

  @Override
  public synchronized int starts() {
    return starts;
  }

  @Override
  public void kill() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  /** Where a worker works that takes the place of one which still holds this home. */
  static Path nextHome(Path home) {
    return home.resolveSibling(home.getFileName() + "-next");
  }

  /** Leaves the process, a worker, as it is and starts another in its place. */
  synchronized ProcessHandle replace() {
    Process left = process;
    abandoned.add(left);
    List<String> line = builder.command();
    int home = line.indexOf("--home") + 1;
    line.set(home, nextHome(Path.of(line.get(home))).toString());
    process = start();
    return left.toHandle();
  }

  /** Ends it for good, with SIGTERM first. */
  @Override
  public void close() {
    List<Process> all;
    synchronized (this) {
      wanted = false;
      all = new ArrayList<>(abandoned);
      all.add(process);
    }
    // Not through the Process, which would close the pipe, too.
    all.forEach(each -> each.toHandle().destroy());
    try {
      for (Process each : all) {
        if (!each.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
          each.destroyForcibly().waitFor();
        }
      }
    } catch (InterruptedException interrupted) {
      all.forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
