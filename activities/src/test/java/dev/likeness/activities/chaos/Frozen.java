package dev.likeness.activities.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process that was sent SIGSTOP. A shell waits to send it SIGCONT: at the end of its own input,
 * so that nothing stays frozen when the test's process is killed.
 */
final class Frozen implements AutoCloseable {
  private final ProcessHandle process;
  private final Process guard;

  private Frozen(ProcessHandle process, Process guard) {
    this.process = process;
    this.guard = guard;
  }

  static Frozen freeze(ProcessHandle process) {
    try {
      String script =
          "kill -STOP %d; echo; read end; kill -CONT %d".formatted(process.pid(), process.pid());
      Process guard =
          new ProcessBuilder("/bin/sh", "-c", script)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // Its one line says that the signal is sent.
      guard.getInputStream().read();
      return new Frozen(process, guard);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  ProcessHandle process() {
    return process;
  }

  /** Lets it go on; again does nothing. */
  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      guard.waitFor();
    } catch (IOException gone) {
      // The guard ends at the end of its input, however that came.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
