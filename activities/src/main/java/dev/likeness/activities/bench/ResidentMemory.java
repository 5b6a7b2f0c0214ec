package dev.likeness.activities.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Watches the summed resident memory of this process and its children, every fifth of a second;
 * pages that they share count in each.
 */
final class ResidentMemory implements AutoCloseable {
  private static final long BETWEEN = 200;

  private final AtomicLong peak = new AtomicLong();
  private final Thread watching;

  private ResidentMemory() {
    watching = Thread.ofVirtual().name("memory").unstarted(this::watch);
  }

  static ResidentMemory watching() {
    var memory = new ResidentMemory();
    memory.watching.start();
    return memory;
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        peak.accumulateAndGet(now(), Math::max);
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** The most since the last call, in MiB; 0 where the system does not tell. */
  double take() {
    peak.accumulateAndGet(now(), Math::max);
    return peak.getAndSet(0) / 1024.0;
  }

  /** KiB of this process and all below it. */
  private static long now() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .mapToLong(process -> resident(process.pid()))
        .sum();
  }

  private static long resident(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException ended) {
      return 0;
    }
  }

  @Override
  public void close() {
    watching.interrupt();
  }
}
