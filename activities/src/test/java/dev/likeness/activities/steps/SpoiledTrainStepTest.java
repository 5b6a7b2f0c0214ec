package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.steps.ToyEngine.Fault;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.model.training.DivergedException;
import dev.likeness.model.training.NonFiniteLossException;
import dev.likeness.model.training.SpoiledTrainingException;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training that goes wrong goes back to the start of its segment and another way from there. The
 * way is a function of what happened, so whoever is killed meanwhile ends in the same bytes.
 */
class SpoiledTrainStepTest {
  @TempDir Path folder;

  private static void assertNewest(ToyHome home, long iteration, int rollbacks) {
    assertEquals(iteration, home.newest().orElseThrow().iteration());
    assertEquals(rollbacks, home.newest().orElseThrow().values().get("rollbacks"));
  }

  /** The hash of an iteration's batch while nothing has gone wrong. */
  private int batch(int segment, int iteration) throws IOException {
    var healthy = new ToyEngine(Fault.NAN, hash -> false);
    new ToyHome(folder, segment, iteration).finish(healthy);
    return healthy.batches().get(iteration - 1);
  }

  @Test
  void aLossThatIsNoNumberIsGoneAroundAndKillsDoNotChangeTheWay() throws Exception {
    int stone = batch(4, 7);
    var alone = new ToyHome(folder, 4, 12);
    var engine = new ToyEngine(Fault.NAN, hash -> hash == stone);
    Map<String, BlobRef> straight = alone.finish(engine);
    assertEquals(7 + 8, engine.batches().size());
    assertNewest(alone, 12, 1);

    var killed = new ToyHome(folder, 4, 12);
    killed.stopAfter(6, new ToyEngine(Fault.NAN, hash -> hash == stone));
    assertNewest(killed, 6, 0);
    // Dies on the stone, before anybody knows that something is wrong.
    killed.kill(new ToyEngine(Fault.NAN, hash -> hash == stone).killedIn(1));
    assertNewest(killed, 6, 0);
    // Goes back to 4, and dies in the first iteration of the other way.
    killed.kill(new ToyEngine(Fault.NAN, hash -> hash == stone).killedIn(2));
    assertNewest(killed, 4, 1);
    // Dies in the middle of the other way, and after the segment's end.
    killed.stopAfter(2, new ToyEngine(Fault.NAN, hash -> hash == stone));
    assertNewest(killed, 6, 1);
    killed.kill(new ToyEngine(Fault.NAN, hash -> hash == stone).killedIn(4));
    assertEquals(straight, killed.finish(new ToyEngine(Fault.NAN, hash -> hash == stone)));
    assertNotEquals(
        straight, new ToyHome(folder, 4, 12).finish(new ToyEngine(Fault.NAN, hash -> false)));
  }

  @Test
  void theFirstSegmentGoesBackToAFreshStart() throws Exception {
    int stone = batch(4, 3);
    Map<String, BlobRef> straight =
        new ToyHome(folder, 4, 6).finish(new ToyEngine(Fault.NAN, hash -> hash == stone));
    var killed = new ToyHome(folder, 4, 6);
    killed.stopAfter(2, new ToyEngine(Fault.NAN, hash -> hash == stone));
    killed.kill(new ToyEngine(Fault.NAN, hash -> hash == stone).killedIn(2));
    assertNewest(killed, 0, 1);
    assertEquals(straight, killed.finish(new ToyEngine(Fault.NAN, hash -> hash == stone)));
  }

  @Test
  void anExplosionIsGoneAroundAlsoWhenItWasSavedBeforeItShowed() throws Exception {
    List<Integer> shown = new ArrayList<>();
    // The seventieth batch of the first way.
    IntPredicate seventieth = hash -> shown.size() < 70 && shown.add(hash) && shown.size() == 70;
    Map<String, BlobRef> straight =
        new ToyHome(folder, 40, 90).finish(new ToyEngine(Fault.EXPLOSION, seventieth));
    int stone = shown.getLast();
    var killed = new ToyHome(folder, 40, 90);
    killed.stopAfter(73, new ToyEngine(Fault.EXPLOSION, hash -> hash == stone));
    assertNewest(killed, 73, 0);
    killed.kill(new ToyEngine(Fault.EXPLOSION, hash -> hash == stone).killedIn(10));
    assertNewest(killed, 40, 1);
    assertEquals(straight, killed.finish(new ToyEngine(Fault.EXPLOSION, hash -> hash == stone)));
  }

  @Test
  void threeOtherWaysAreTriedAndThenTheCurveIsShown() throws Exception {
    var healthy = new ToyEngine(Fault.NAN, hash -> false);
    new ToyHome(folder, 4, 4).finish(healthy);
    var home = new ToyHome(folder, 4, 12);
    var engine = new ToyEngine(Fault.NAN, hash -> !healthy.batches().contains(hash));
    var spoiled = assertThrows(NonFiniteLossException.class, () -> home.train(engine, () -> false));
    assertEquals(4 + 1 + TrainStep.ROLLBACKS, engine.batches().size());
    assertEquals(5, engine.batches().stream().distinct().count() - TrainStep.ROLLBACKS);
    assertFailure(FailureReason.NON_FINITE_LOSS, spoiled);
    assertNewest(home, 4, TrainStep.ROLLBACKS);

    // Who starts it again without a change is told the same, after the last way was tried again.
    var again = new ToyEngine(Fault.NAN, hash -> !healthy.batches().contains(hash));
    var same = assertThrows(NonFiniteLossException.class, () -> home.train(again, () -> false));
    assertEquals(1, again.batches().size());
    assertEquals(spoiled.getMessage(), same.getMessage());
  }

  @Test
  void anExplosionThatComesAgainIsNamed() throws Exception {
    var healthy = new ToyEngine(Fault.EXPLOSION, hash -> false);
    new ToyHome(folder, 60, 60).finish(healthy);
    var home = new ToyHome(folder, 60, 120);
    var engine = new ToyEngine(Fault.EXPLOSION, hash -> !healthy.batches().contains(hash));
    var spoiled = assertThrows(DivergedException.class, () -> home.train(engine, () -> false));
    assertFailure(FailureReason.DIVERGED, spoiled);
    assertNewest(home, 60, TrainStep.ROLLBACKS);
  }

  private static void assertFailure(FailureReason reason, SpoiledTrainingException spoiled) {
    Failure failure = StepFailures.of(spoiled);
    assertEquals(reason, failure.reason());
    assertEquals(FailureReason.Fault.USER, reason.fault());
    String sentence = failure.sentence();
    assertTrue(sentence.contains("3 times, each time with other random numbers"), sentence);
    assertTrue(sentence.contains("The loss from the first iteration to "), sentence);
    assertTrue(sentence.contains("▁"), sentence);
  }
}
