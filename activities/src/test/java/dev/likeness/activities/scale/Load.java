package dev.likeness.activities.scale;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What this process uses, looked at every few seconds after a full collection. */
final class Load implements AutoCloseable {
  private static final long SECONDS_BETWEEN_LOOKS = 5;
  private static final double MEBI = 1 << 20;

  private final IntSupplier pods;
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
  private final List<Look> seen = new ArrayList<>();
  private final long began = System.nanoTime();
  private final double cpuBefore = cpuSeconds();

  /**
   * @param pods how many run
   * @param heap used, in MiB
   * @param cpu seconds of all threads so far
   */
  record Look(double second, int pods, double heap, int threads, double cpu) {}

  Load(IntSupplier pods) {
    this.pods = pods;
    var _ = looks.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  private synchronized void look() {
    int many = pods.getAsInt();
    seen.add(
        new Look(
            seconds(), many, heap(), ManagementFactory.getThreadMXBean().getThreadCount(), cpu()));
  }

  /** After a full collection, in MiB. */
  static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / (double) TimeUnit.SECONDS.toNanos(1);
  }

  double seconds() {
    return (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  double cpu() {
    return cpuSeconds() - cpuBefore;
  }

  synchronized List<Look> seen() {
    return List.copyOf(seen);
  }

  synchronized Look most() {
    return seen.stream().max(Comparator.comparingDouble(Look::heap)).orElseThrow();
  }

  synchronized Look busiest() {
    return seen.stream().max(Comparator.comparingInt(Look::pods)).orElseThrow();
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
