package dev.likeness.model.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.DoubleSummaryStatistics;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerformanceTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 14, 15, 86, 1234567})
  void usesTheWholeRangeWithinTwelveSeconds(long seed) {
    var yaw = range(seed, moment -> moment.pose().yaw());
    assertTrue(yaw.getMax() > 20 && yaw.getMin() < -20, yaw.toString());
    assertTrue(yaw.getMax() <= 40 && yaw.getMin() >= -40, yaw.toString());
    assertTrue(range(seed, Moment::jaw).getMax() > 0.6);
    assertTrue(range(seed, Moment::jaw).getMin() < 0.1);
    assertTrue(range(seed, Moment::lids).getMax() > 0.9);
    assertTrue(range(seed, Moment::lids).getMin() < 0.01);
    assertTrue(range(seed, Moment::smile).getMax() > 0.6);
  }

  @Test
  void isAFunctionOfSeedAndTime() {
    assertEquals(new Performance(5).at(3.21), new Performance(5).at(3.21));
    assertNotEquals(new Performance(5).at(3.21), new Performance(6).at(3.21));
  }

  @Test
  void movesWithoutJumps() {
    var performance = new Performance(5);
    for (int i = 1; i < 600; i++) {
      var before = performance.at((i - 1) / 50.0).pose();
      var now = performance.at(i / 50.0).pose();
      assertEquals(before.yaw(), now.yaw(), 3);
      assertEquals(before.pitch(), now.pitch(), 1.5);
    }
  }

  private static DoubleSummaryStatistics range(long seed, ToDoubleFunction<Moment> what) {
    var performance = new Performance(seed);
    return IntStream.range(0, 300)
        .mapToObj(i -> performance.at(i / 25.0))
        .mapToDouble(what)
        .summaryStatistics();
  }
}
