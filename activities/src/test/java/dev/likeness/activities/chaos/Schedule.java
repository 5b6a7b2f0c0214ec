package dev.likeness.activities.chaos;

import dev.likeness.activities.faults.Fault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Which moments are struck, and how: a pure function of the seed. The same seed strikes the same
 * moments (the n-th blob, the n-th process, ...) in the same way. What it cannot repeat is which
 * bytes the operating system had moved by then, and where concurrent steps take turns: then the
 * n-th blob may be another step's.
 */
final class Schedule {
  /** Far more moments of a kind than any one job has. */
  private static final int MOMENTS = 5000;

  private final Map<Moment, Map<Integer, Strike>> strikes = new EnumMap<>(Moment.class);

  private Schedule() {}

  /** Nobody is struck. */
  static Schedule quiet() {
    return new Schedule();
  }

  static Schedule of(long seed) {
    Schedule schedule = new Schedule();
    for (Moment moment : Moment.values()) {
      schedule.strikes.put(
          moment, strikes(moment, new SplittableRandom(seed * 31 + moment.name().hashCode())));
    }
    return schedule;
  }

  Optional<Strike> at(Moment moment, int ordinal) {
    return Optional.ofNullable(strikes.getOrDefault(moment, Map.of()).get(ordinal));
  }

  private static Map<Integer, Strike> strikes(Moment moment, SplittableRandom random) {
    Map<Integer, Strike> all = new TreeMap<>();
    int at = random.nextInt(gap(moment));
    if (moment == Moment.TRAINING) {
      // The stale generation that wakes up later is met in every job.
      all.put(0, new Strike(moment, 0, List.of(Target.WORKER), Blow.OUTLIVE, Fault.NONE));
      at += 2;
    }
    while (at < MOMENTS) {
      all.put(at, strike(moment, at, random));
      at += 1 + random.nextInt(gap(moment));
    }
    return all;
  }

  /** Up to so many moments lie between two strikes: about as often as a job can stand. */
  private static int gap(Moment moment) {
    return switch (moment) {
      case STARTED -> 4;
      case WORKING -> 5;
      case TRAINING -> 3;
      case BLOB -> 9;
      case LOGGED -> 3;
      case MANIFEST -> 4;
    };
  }

  private static Strike strike(Moment moment, int at, SplittableRandom random) {
    int dice = random.nextInt(100);
    return switch (moment) {
      case STARTED -> new Strike(moment, at, target(random, 80), signal(dice), Fault.NONE);
      case WORKING, TRAINING ->
          new Strike(moment, at, target(random, 90), signal(dice), Fault.NONE);
      case BLOB, LOGGED, MANIFEST ->
          dice < 75
              ? new Strike(moment, at, target(random, 90), Blow.KILL, fate(random))
              : new Strike(moment, at, List.of(), Blow.SPARE, trouble(random));
    };
  }

  private static Blow signal(int dice) {
    return dice < 70 ? Blow.KILL : dice < 88 ? Blow.TERMINATE : Blow.FREEZE;
  }

  /** The steps in so many of a hundred cases; else what they stand on. */
  private static List<Target> target(SplittableRandom random, int steps) {
    if (random.nextInt(100) < steps) {
      return List.of(Target.STEPS);
    }
    return switch (random.nextInt(4)) {
      case 0 -> List.of(Target.STORE);
      case 1 -> List.of(Target.TEMPORAL);
      // Together, as on one machine; a worker alone is missed by its heartbeats late.
      default -> List.of(Target.WORKER, Target.TEMPORAL);
    };
  }

  /**
   * A request of a process that is dead by now: whole, partial or not at all, and never heard of.
   */
  private static Fault fate(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Fault.NONE;
      case 1 -> new Fault.CutRequest(0.6);
      case 2 -> new Fault.LoseResponse();
      default -> new Fault.CutRequest(0);
    };
  }

  private static Fault trouble(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Fault.Answer.SLOW_DOWN;
      case 1 -> new Fault.LoseResponse();
      case 2 -> new Fault.Twice();
      default -> new Fault.CutRequest(0.6);
    };
  }
}
