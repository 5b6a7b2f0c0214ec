package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The share of time that goes into iterations that count, by simulation with the cadence that
 * training uses; prints the table.
 */
final class GoodputTest {
  private static final double HOURS = 2000;
  private static final long SEED = 1;

  /**
   * Seconds on two cores, by {@code likeness bench}. What a save takes from training is what it
   * lost in all, to a saving thread that shares its cores, and not the moment it stood still; for
   * {@code quick64} that was not told apart, so all of it. A restart is from a kill to the first
   * new iteration.
   */
  private static final Goodput QUICK64 = new Goodput(0.15, 0.64, 0.64, 4.9, 250);

  private static final Goodput ORIGINAL = new Goodput(2.74, 9.9, 6.0, 14.0, 1_000);

  @Test
  void goodputAtTwoTenAndSixtyMinutesBetweenFailuresIsPrinted() {
    Map<String, Goodput> trainings =
        new TreeMap<>(Map.of("quick64", QUICK64, "original", ORIGINAL));
    System.out.println(
        "goodput: training, minutes between failures, share, iterations redone a kill, seconds"
            + " between checkpoints, share of time lost to saving");
    trainings.forEach(
        (name, training) -> {
          double before = 0;
          for (int minutes : new int[] {2, 10, 60}) {
            Goodput.Figures figures = training.simulate(60.0 * minutes, HOURS, SEED);
            System.out.printf(
                "goodput: %s %d %.3f %.1f %.0f %.4f%n",
                name,
                minutes,
                figures.share(),
                figures.redone(),
                figures.interval(),
                figures.stalled());
            assertTrue(figures.share() > before && figures.share() < 1, figures.toString());
            before = figures.share();
          }
        });
  }

  @Test
  void theCadenceIsNearTheBestFixedIntervalAtEveryRateOfFailures() {
    Goodput training = new Goodput(0.24, 5, 5, 6, Integer.MAX_VALUE);
    for (int minutes : new int[] {2, 10, 60}) {
      double cadence = training.simulate(60.0 * minutes, HOURS, SEED).share();
      double best = 0;
      for (double fixed = 5; fixed < 3600; fixed *= 1.4) {
        best = Math.max(best, training.simulate(60.0 * minutes, HOURS, SEED, fixed).share());
      }
      assertTrue(cadence > best - 0.02, minutes + " min: " + cadence + " of " + best);
      double careless = training.simulate(60.0 * minutes, HOURS, SEED, 3600).share();
      assertTrue(cadence > careless, minutes + " min: " + cadence + ", careless " + careless);
    }
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    assertEquals(QUICK64.simulate(120, 100, 3), QUICK64.simulate(120, 100, 3));
  }
}
