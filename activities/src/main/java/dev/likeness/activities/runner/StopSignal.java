package dev.likeness.activities.runner;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a step's process hears that it shall stop: SIGTERM sets the flag, and SIGINT, which a
 * terminal sends to children too, is left to the parent.
 */
public final class StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);

  /** Takes over both signals of this process. */
  public static StopSignal install() {
    StopSignal stop = new StopSignal();
    Signals.ignore("INT");
    Signals.on("TERM", stop::ask);
    return stop;
  }

  /** Sets the flag as SIGTERM does. */
  public void ask() {
    asked.countDown();
  }

  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits for the flag, at most so long; whether it is set. */
  public boolean await(long milliseconds) throws InterruptedException {
    return asked.await(milliseconds, TimeUnit.MILLISECONDS);
  }
}
