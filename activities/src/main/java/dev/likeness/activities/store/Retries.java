package dev.likeness.activities.store;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Repeats a request a bounded number of times, waiting twice as long before each. */
record Retries(int attempts, Duration firstPause) {
  /** About three seconds in all: longer troubles are for Temporal to wait out. */
  static final Retries USUAL = new Retries(6, Duration.ofMillis(100));

  Retries {
    if (attempts < 1 || firstPause.isNegative()) {
      throw new IllegalArgumentException("At least one attempt, and no negative pause.");
    }
  }

  /**
   * The request's answer, or its last failure when that is not worth or not allowed another try.
   */
  <T> T call(Callable<T> request, Predicate<Exception> worthAnother) throws Exception {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        return request.call();
      } catch (Exception failure) {
        if (attempt >= attempts || !worthAnother.test(failure)) {
          throw failure;
        }
      }
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
    }
  }
}
