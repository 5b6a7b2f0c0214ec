package dev.likeness.activities.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void rateIsTheMedianOfFewUnits() {
    Meter meter = Meter.of(0, SECOND, 2 * SECOND, 10 * SECOND);

    assertEquals(1, meter.rate(), 1e-9);
    assertEquals(3, meter.count());
    assertEquals(10, meter.seconds(), 1e-9);
  }

  @Test
  void oneStretchThatWasHeldUpDoesNotCount() {
    long[] ticks =
        LongStream.rangeClosed(0, 100)
            .map(i -> i * SECOND / 10 + (i > 50 ? 60 * SECOND : 0))
            .toArray();

    assertEquals(10, Meter.of(ticks).rate(), 1e-9);
  }

  @Test
  void filmIsPlayedForthAndBack() {
    var film = new BenchFilm(64, 64, 3, 8);

    assertEquals(
        java.util.List.of(0, 1, 2, 1, 0, 1, 2, 1),
        java.util.stream.IntStream.range(0, 8).mapToObj(film::picture).toList());
  }
}
