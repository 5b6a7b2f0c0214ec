package dev.likeness.activities.cli;

import dev.likeness.activities.runner.Signals;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and SIGTERM: the first one asks this process to end in order, the second ends everything
 * at once.
 */
final class Interrupts {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicReference<Runnable> kill = new AtomicReference<>(() -> {});

  /** Takes both signals over for the rest of this process. */
  static Interrupts install(Screen screen) {
    Interrupts interrupts = new Interrupts();
    for (String signal : new String[] {"INT", "TERM"}) {
      Signals.on(signal, () -> interrupts.hear(screen));
    }
    return interrupts;
  }

  private void hear(Screen screen) {
    if (asked.getCount() == 0) {
      kill.get().run();
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }
    asked.countDown();
    screen.note(
        (screen.live() ? "\n" : "")
            + "Stopping: checkpoints are being made. Again to stop at once.");
  }

  /** What the second signal does before it ends this process. */
  void onSecond(Runnable action) {
    kill.set(action);
  }

  boolean asked() {
    return asked.getCount() == 0;
  }

  /** Waits for the first signal, at most so long; whether it came. */
  boolean await(long milliseconds) throws InterruptedException {
    return asked.await(milliseconds, TimeUnit.MILLISECONDS);
  }
}
