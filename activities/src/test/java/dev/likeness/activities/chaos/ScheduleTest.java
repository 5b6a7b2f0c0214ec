package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void theSameSeedStrikesTheSameMomentsInTheSameWay() {
    assertEquals(strikes(7), strikes(7));
    assertNotEquals(strikes(7), strikes(8));
  }

  @Test
  void everyTargetIsStruckInEveryWayAtEveryMomentSoonerOrLater() {
    Set<Moment> moments = EnumSet.noneOf(Moment.class);
    Set<Target> targets = EnumSet.noneOf(Target.class);
    Set<Blow> blows = EnumSet.noneOf(Blow.class);
    for (Strike strike : strikes(1)) {
      moments.add(strike.moment());
      targets.addAll(strike.targets());
      blows.add(strike.blow());
    }
    assertEquals(EnumSet.allOf(Moment.class), moments);
    assertEquals(EnumSet.allOf(Target.class), targets);
    assertEquals(EnumSet.allOf(Blow.class), blows);
  }

  @Test
  void aQuietScheduleStrikesNobody() {
    for (Moment moment : Moment.values()) {
      assertTrue(Schedule.quiet().at(moment, 0).isEmpty());
    }
  }

  private static List<Strike> strikes(long seed) {
    Schedule schedule = Schedule.of(seed);
    List<Strike> all = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      for (int ordinal = 0; ordinal < 300; ordinal++) {
        schedule.at(moment, ordinal).ifPresent(all::add);
      }
    }
    return all;
  }
}
