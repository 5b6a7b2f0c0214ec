package dev.likeness.activities.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times the units of one kind of work; a rate is the median over stretches of the time. */
final class Meter {
  private static final int STRETCHES = 5;

  private final List<Long> ticks = new ArrayList<>();

  private Meter(long now) {
    ticks.add(now);
  }

  static Meter start() {
    return new Meter(System.nanoTime());
  }

  /** With times of its own, for tests; the first is the start. */
  static Meter of(long... nanoTimes) {
    var meter = new Meter(nanoTimes[0]);
    Arrays.stream(nanoTimes).skip(1).forEach(meter.ticks::add);
    return meter;
  }

  /** One unit is done. */
  void tick() {
    ticks.add(System.nanoTime());
  }

  int count() {
    return ticks.size() - 1;
  }

  double seconds() {
    return (ticks.getLast() - ticks.getFirst()) / 1e9;
  }

  /** Units per second: the median of stretches of equal numbers of units. */
  double rate() {
    int stretches = Math.clamp(count(), 1, STRETCHES);
    if (count() <= 2 * STRETCHES) {
      stretches = Math.max(1, count());
    }
    double[] rates = new double[stretches];
    for (int i = 0; i < stretches; i++) {
      int from = i * count() / stretches;
      int to = (i + 1) * count() / stretches;
      rates[i] = (to - from) / ((ticks.get(to) - ticks.get(from)) / 1e9);
    }
    Arrays.sort(rates);
    return (rates[(stretches - 1) / 2] + rates[stretches / 2]) / 2;
  }
}
