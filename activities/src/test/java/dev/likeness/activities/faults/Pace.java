package dev.likeness.activities.faults;

import java.util.concurrent.locks.LockSupport;

/** Holds a thread back so that it moves no more than so many bytes a second. */
final class Pace {
  private static final double NANOS = 1e9;

  private final int bytesPerSecond;
  private final long started = System.nanoTime();
  private long spent;

  Pace(int bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  void spend(int bytes) {
    if (bytesPerSecond == Integer.MAX_VALUE) {
      return;
    }
    spent += bytes;
    long due = started + (long) (spent * NANOS / bytesPerSecond);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
