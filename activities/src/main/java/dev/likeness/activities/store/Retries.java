package dev.likeness.activities.store;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * How often and how long something is tried again: at least so many times, and as long as the
 * patience lasts, with pauses that double up to the longest. A pause is cut to between a half and
 * the whole of that, so that those who failed together do not come back together.
 */
record Retries(
    int least,
    Duration patience,
    Duration firstPause,
    Duration longestPause,
    RandomGenerator jitter,
    Waiting waiting) {
  /** For whoever is asked again by somebody else: Temporal, or a person. */
  static final Retries USUAL =
      usual(Duration.ofSeconds(4), Duration.ofMillis(100), Duration.ofSeconds(1));

  /**
   * For steps, who would lose minutes of work: a store that restarts, or is too busy for a minute,
   * is waited out.
   */
  static final Retries STEP =
      usual(Duration.ofMinutes(1), Duration.ofMillis(100), Duration.ofSeconds(5));

  /** For what is soon written again anyway, and must not hold up its writer. */
  static final Retries COURTESY =
      new Retries(
          1,
          Duration.ZERO,
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          new Random(),
          Waiting.REAL);

  Retries {
    if (least < 1 || patience.isNegative() || firstPause.isNegative()) {
      throw new IllegalArgumentException("At least one attempt, and no negative time.");
    }
  }

  private static Retries usual(Duration patience, Duration firstPause, Duration longestPause) {
    return new Retries(3, patience, firstPause, longestPause, new Random(), Waiting.REAL);
  }

  /** Time, and how it passes. */
  interface Waiting {
    Waiting REAL =
        new Waiting() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void pause(Duration time) throws InterruptedException {
            Thread.sleep(time);
          }
        };

    long nanos();

    void pause(Duration time) throws InterruptedException;
  }

  /** The attempts at one thing; begins with the first. */
  final class Attempts {
    private final long began = waiting.nanos();
    private Duration pause = firstPause;
    private int made = 1;

    /** After an attempt that failed: waits and allows another, or has had enough. */
    boolean another() throws InterruptedException {
      if (made >= least && waiting.nanos() - began >= patience.toNanos()) {
        return false;
      }
      made++;
      double share = 0.5 + 0.5 * jitter.nextDouble();
      waiting.pause(Duration.ofNanos((long) (share * pause.toNanos())));
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(longestPause) > 0 ? longestPause : pause;
      return true;
    }
  }

  Attempts attempts() {
    return new Attempts();
  }

  /** The request's answer, or its last failure when that is not worth another try. */
  <T> T call(Callable<T> request, Predicate<Exception> worthAnother) throws Exception {
    Attempts attempts = attempts();
    while (true) {
      try {
        return request.call();
      } catch (Exception failure) {
        if (!worthAnother.test(failure) || !attempts.another()) {
          throw failure;
        }
      }
    }
  }
}
