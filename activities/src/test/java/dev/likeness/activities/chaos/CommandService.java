package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A server that is not ours: the commands that stop and start it are in the environment. */
final class CommandService implements Service {
  private final String stop;
  private final String start;
  private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
  private int starts = 1;

  /**
   * @param name as in {@code LIKENESS_FAULT_<name>_STOP}
   */
  CommandService(String name) {
    stop = PlatformCluster.variable("LIKENESS_FAULT_" + name + "_STOP");
    start = PlatformCluster.variable("LIKENESS_FAULT_" + name + "_START");
  }

  @Override
  public List<ProcessHandle> processes() {
    return List.of();
  }

  /** Stops and starts it, unless that is going on already. */
  @Override
  public synchronized void kill() {
    if (underWay.isDone()) {
      starts++;
      underWay =
          CompletableFuture.runAsync(
              () -> {
                run(stop);
                run(start);
              });
    }
  }

  /** Ends it; it stays away until {@link #start}. */
  void stop() {
    run(stop);
  }

  synchronized void start() {
    starts++;
    run(start);
  }

  private static void run(String command) {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertEquals(0, process.waitFor(), () -> "This command failed: " + command);
    } catch (IOException refused) {
      throw new IllegalStateException("This command does not run: " + command, refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized int starts() {
    return starts;
  }

  /** Waits until it is back; it stays. */
  @Override
  public void close() {
    CompletableFuture<Void> last;
    synchronized (this) {
      last = underWay;
    }
    last.join();
  }
}
