package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.steps.ToyEngine.Fault;
import dev.likeness.activities.steps.ToyEngine.Killed;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.MemoryStore;
import dev.likeness.model.training.DivergedException;
import dev.likeness.model.training.NonFiniteLossException;
import dev.likeness.model.training.SpoiledTrainingException;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training that goes wrong goes back to the start of its segment and another way from there. The
 * way is a function of what happened, so whoever is killed meanwhile ends in the same bytes.
 */
class SpoiledTrainStepTest {
  @SuppressWarnings("UnnecessaryLambda") // one word for it
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir Path folder;

  /** A store with two facesets, in which one model is trained by several processes in a row. */
  private final class Home {
    private final ArtifactStore store = MemoryStore.open();
    private final Digest source;
    private final Digest target;
    private final int segment;
    private final long until;
    private int generation;

    Home(int segment, long until) throws IOException {
      this.segment = segment;
      this.until = until;
      source = store.put(DrawnFaceset.of(25, 200)).digest();
      target = store.put(DrawnFaceset.of(26, 90)).digest();
    }

    StepOutcome train(ToyEngine engine, BooleanSupplier stop) throws IOException {
      ObjectNode parameters = StepTask.object().put("model", "toy").put("until", until);
      parameters.putObject("training").put("batch", 2).put("segmentIterations", segment);
      generation++;
      var task =
          new StepTask(
              Map.of("source", List.of(source), "target", List.of(target)),
              parameters,
              "toy",
              StepTask.object(),
              "job|run|" + generation,
              store,
              Files.createTempDirectory(folder, "scratch"),
              new ProgressMeter(store.progress("toy-" + generation), Duration.ofHours(1)),
              stop);
      return TrainStep.run(task, config -> engine);
    }

    /** Until the end. */
    Map<String, BlobRef> finish(ToyEngine engine) throws IOException {
      return assertInstanceOf(StepOutcome.Made.class, train(engine, NEVER)).outputs();
    }

    /** Stopped as by SIGTERM after so many passes: a checkpoint in the middle of a segment. */
    void stopAfter(int passes, ToyEngine engine) throws IOException {
      assertInstanceOf(
          StepOutcome.Stopped.class, train(engine, () -> engine.batches().size() >= passes));
    }

    void kill(ToyEngine engine) {
      assertThrows(Killed.class, () -> train(engine, NEVER));
    }

    ModelLog.Checkpoint newest() {
      return ModelLog.of(store, "toy").newest().orElseThrow();
    }
  }

  private static void assertNewest(Home home, long iteration, int rollbacks) {
    assertEquals(iteration, home.newest().iteration());
    assertEquals(rollbacks, home.newest().values().get("rollbacks"));
  }

  /** The hash of an iteration's batch while nothing has gone wrong. */
  private int batch(int segment, int iteration) throws IOException {
    var healthy = new ToyEngine(Fault.NAN, hash -> false);
    new Home(segment, iteration).finish(healthy);
    return healthy.batches().get(iteration - 1);
  }

  @Test
  void aLossThatIsNoNumberIsGoneAroundAndKillsDoNotChangeTheWay() throws Exception {
    int stone = batch(4, 7);
    var alone = new Home(4, 12);
    var engine = new ToyEngine(Fault.NAN, hash -> hash == stone);
    Map<String, BlobRef> straight = alone.finish(engine);
    assertEquals(7 + 8, engine.batches().size());
    assertNewest(alone, 12, 1);

    var killed = new Home(4, 12);
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
    assertNotEquals(straight, new Home(4, 12).finish(new ToyEngine(Fault.NAN, hash -> false)));
  }

  @Test
  void theFirstSegmentGoesBackToAFreshStart() throws Exception {
    int stone = batch(4, 3);
    Map<String, BlobRef> straight =
        new Home(4, 6).finish(new ToyEngine(Fault.NAN, hash -> hash == stone));
    var killed = new Home(4, 6);
    killed.stopAfter(2, new ToyEngine(Fault.NAN, hash -> hash == stone));
    killed.kill(new ToyEngine(Fault.NAN, hash -> hash == stone).killedIn(2));
    assertNewest(killed, 0, 1);
    assertEquals(straight, killed.finish(new ToyEngine(Fault.NAN, hash -> hash == stone)));
  }

  @Test
  void anExplosionIsGoneAroundAlsoWhenItWasSavedBeforeItShowed() throws Exception {
    int stone = batch(40, 70);
    Map<String, BlobRef> straight =
        new Home(40, 100).finish(new ToyEngine(Fault.EXPLOSION, hash -> hash == stone));
    var killed = new Home(40, 100);
    killed.stopAfter(73, new ToyEngine(Fault.EXPLOSION, hash -> hash == stone));
    assertNewest(killed, 73, 0);
    var engine = new ToyEngine(Fault.EXPLOSION, hash -> hash == stone).killedIn(10);
    killed.kill(engine);
    assertNewest(killed, 40, 1);
    assertEquals(straight, killed.finish(new ToyEngine(Fault.EXPLOSION, hash -> hash == stone)));
  }

  @Test
  void threeOtherWaysAreTriedAndThenTheCurveIsShown() throws Exception {
    var healthy = new ToyEngine(Fault.NAN, hash -> false);
    new Home(4, 4).finish(healthy);
    var home = new Home(4, 12);
    var engine = new ToyEngine(Fault.NAN, hash -> !healthy.batches().contains(hash));
    var spoiled = assertThrows(NonFiniteLossException.class, () -> home.train(engine, NEVER));
    assertEquals(4 + 1 + TrainStep.ROLLBACKS, engine.batches().size());
    assertEquals(5, engine.batches().stream().distinct().count() - TrainStep.ROLLBACKS);
    assertFailure(FailureReason.NON_FINITE_LOSS, spoiled);
    assertNewest(home, 4, TrainStep.ROLLBACKS);

    // Who starts it again without a change is told the same, after the last way was tried again.
    var again = new ToyEngine(Fault.NAN, hash -> !healthy.batches().contains(hash));
    var same = assertThrows(NonFiniteLossException.class, () -> home.train(again, NEVER));
    assertEquals(1, again.batches().size());
    assertEquals(spoiled.getMessage(), same.getMessage());
  }

  @Test
  void anExplosionThatComesAgainIsNamed() throws Exception {
    var healthy = new ToyEngine(Fault.EXPLOSION, hash -> false);
    new Home(60, 60).finish(healthy);
    var home = new Home(60, 120);
    var engine = new ToyEngine(Fault.EXPLOSION, hash -> !healthy.batches().contains(hash));
    var spoiled = assertThrows(DivergedException.class, () -> home.train(engine, NEVER));
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
