package dev.likeness.activities.runner;

import java.util.Optional;

/** How much memory a run gets after one that had too little. */
public final class MoreMemory {
  private static final double STEP = 1.5;

  private MoreMemory() {}

  /** Half as much again, but no more than the most; empty when it had that already. */
  public static Optional<String> after(Amount had, Amount most) {
    Amount next = had.times(STEP).atMost(most);
    return next.isMoreThan(had) ? Optional.of(next.memory()) : Optional.empty();
  }
}
