package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSourceTest {
  private static final TrainingSettings SETTINGS = TrainingConfig.empty().settings();

  @TempDir Path folder;

  @Test
  void aBatchIsAFunctionOfItsIteration() throws Exception {
    try (Pack source = DrawnPack.write(folder.resolve("s"), 9, 20);
        Pack target = DrawnPack.write(folder.resolve("t"), 11, 90);
        var early = new BatchSource(SETTINGS, source, target, 1, 0);
        var late = new BatchSource(SETTINGS, source, target, 5, 0)) {
      for (int i = 1; i < 5; i++) {
        early.next();
      }
      BatchSource.Batch fifth = early.next();
      assertArrayEquals(late.next().target().input(), fifth.target().input());
      assertArrayEquals(late.make(5).source().answer(), fifth.source().answer());
      assertFalse(Arrays.equals(fifth.source().input(), late.make(6).source().input()));
    }
  }

  @Test
  void goingBackGivesOtherBatches() throws Exception {
    try (Pack source = DrawnPack.write(folder.resolve("s"), 9, 20);
        Pack target = DrawnPack.write(folder.resolve("t"), 9, 90);
        var first = new BatchSource(SETTINGS, source, target, 1, 0);
        var second = new BatchSource(SETTINGS, source, target, 1, 1)) {
      assertFalse(Arrays.equals(first.next().source().input(), second.next().source().input()));
    }
  }

  @Test
  void everyEpochShowsEveryFaceOnceInANewOrder() {
    var order = new Order(7, Side.SOURCE, 0, 30, 10);
    Set<Integer> epoch = new HashSet<>();
    for (int iteration = 1; iteration <= 3; iteration++) {
      epoch.addAll(order.faces(iteration));
    }
    assertEquals(30, epoch.size());
    assertFalse(order.faces(1).equals(order.faces(4)));
    assertFalse(order.faces(1).equals(new Order(7, Side.TARGET, 0, 30, 10).faces(1)));
  }

  @Test
  void switchingColourOffKeepsTheGeometry() {
    TrainingConfig plain = TrainingConfig.empty();
    var grey =
        new TrainingConfig(
            plain.architecture(),
            plain.iterations(),
            plain.batch(),
            plain.microBatch(),
            plain.learningRate(),
            plain.seed(),
            plain.flip(),
            plain.warp(),
            Optional.of(false),
            plain.eyes(),
            plain.mouth(),
            plain.crop(),
            plain.segmentIterations(),
            plain.threads(),
            plain.device(),
            plain.checkpointMinutes());
    Variation coloured = Variation.draw(new CounterRandom(1, 2, 3), SETTINGS);
    Variation not = Variation.draw(new CounterRandom(1, 2, 3), grey.settings());
    assertArrayEquals(coloured.warp(), not.warp());
    assertEquals(coloured.angle(), not.angle());
    assertFalse(not.recolours());
  }
}
