package dev.likeness.activities.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static final Ran HERE = new Ran(0, "likeness 1", "nd4j 1 avx2", "cpu a");

  @Test
  void goingOnAsItBeganIsNoMove() {
    Trail trail = Trail.of(Optional.empty()).and(HERE);
    assertEquals(trail, trail.and(new Ran(7, HERE.program(), HERE.engine(), HERE.machine())));
    assertEquals(Optional.empty(), trail.moved());
  }

  @Test
  void everyMoveIsNamedAndStaysNamedWhenItIsUndone() {
    Trail trail =
        new Trail(List.of(HERE))
            .and(new Ran(7, "likeness 2", "nd4j 1 avx2", "cpu b"))
            .and(new Ran(9, "likeness 1", "nd4j 1 avx2", "cpu a"));
    String sentence = trail.moved().orElseThrow();
    assertTrue(
        sentence.contains(
            "from iteration 7 on likeness 2 instead of likeness 1, cpu b instead of cpu a; from"
                + " iteration 9 on likeness 1 instead of likeness 2, cpu a instead of cpu b"),
        sentence);
  }

  @Test
  void aCheckpointWithoutATrailBeginsOne() {
    var old = new ModelLog.Checkpoint("quick64", 5, "l", Optional.empty(), Map.of(), Map.of());
    assertEquals(new Trail(List.of(HERE)), Trail.of(Optional.of(old)).and(HERE));
  }

  @Test
  void thisMachineNamesItsProcessor() {
    Ran here = Ran.here(3, "toy");
    assertEquals(3, here.from());
    assertTrue(here.program().startsWith("likeness "), here.program());
    assertTrue(!here.machine().isBlank());
  }
}
