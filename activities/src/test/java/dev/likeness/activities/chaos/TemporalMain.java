package dev.likeness.activities.chaos;

import dev.likeness.activities.embedded.EmbeddedTemporal;
import dev.likeness.activities.runner.ParentPipe;

/** The embedded Temporal as a process: port. Its histories end with it. */
final class TemporalMain {
  private TemporalMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ParentPipe.haltWhenClosed(System.in);
    EmbeddedTemporal.start(Integer.parseInt(arguments[0]));
    Thread.currentThread().join();
  }
}
