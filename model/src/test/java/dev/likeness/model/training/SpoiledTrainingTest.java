package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.json.Json;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.Reduced;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.training.StumblingEngine.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not finite or has exploded is found where it happens, and no checkpoint holds it. */
class SpoiledTrainingTest {
  private static final int SEGMENT = 4;
  private static final Architecture SMALL = Reduced.by(8, Architectures.named("quick64"));

  @TempDir Path folder;
  private Pack source;
  private Pack target;
  private TrainingSettings settings;

  @BeforeEach
  void pack() throws Exception {
    source = DrawnPack.write(folder.resolve("source.pack"), 25, 20);
    target = DrawnPack.write(folder.resolve("target.pack"), 30, 110);
    settings = Json.MAPPER.readValue("{\"batch\":2}", TrainingConfig.class).settings();
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  private Trainer open(long stone, Fault fault, Optional<Path> from, Optional<Rollbacks> again)
      throws Exception {
    float[] input;
    try (var batches = new BatchSource(settings, source, target, 1, 0)) {
      input = batches.make(stone).source().input();
    }
    var engine = new StumblingEngine(new SameDiffEngine(settings.threads()), input, fault);
    return new Trainer(settings, SMALL, SEGMENT, engine, source, target, from, again);
  }

  @Test
  void aLossThatIsInfiniteNamesItsIteration() throws Exception {
    try (Trainer trainer = open(6, Fault.LOSS, Optional.empty(), Optional.empty())) {
      var spoiled = assertThrows(NonFiniteLossException.class, () -> run(trainer, 10));
      assertEquals(6, spoiled.iteration());
      assertEquals(Rollbacks.NONE, spoiled.rollbacks());
      String sentence = String.valueOf(spoiled.getMessage());
      assertTrue(sentence.contains("in iteration 6."), sentence);
      assertTrue(sentence.contains("The loss from the first iteration to 5: "), sentence);
    }
  }

  @Test
  void aMomentThatOverflowedIsInNoCheckpoint() throws Exception {
    try (Trainer trainer = open(6, Fault.GRADIENT, Optional.empty(), Optional.empty())) {
      run(trainer, 6);
      var spoiled =
          assertThrows(
              NonFiniteLossException.class, () -> trainer.checkpoint(folder.resolve("timed")));
      assertEquals(6, spoiled.iteration());
      assertFalse(Files.exists(folder.resolve("timed")));
    }
  }

  @Test
  void aMomentThatOverflowedEndsTheSegmentAlsoWithoutACheckpoint() throws Exception {
    try (Trainer trainer = open(6, Fault.GRADIENT, Optional.empty(), Optional.empty())) {
      var spoiled = assertThrows(NonFiniteLossException.class, () -> run(trainer, 100));
      assertEquals(8, spoiled.iteration());
    }
  }

  @Test
  void rollbacksCountInTheirSegmentAndStayInTheRandomKeysAfterIt() throws Exception {
    Rollbacks second = Rollbacks.NONE.next().next();
    assertEquals(new Rollbacks(2, 2), second);
    try (Trainer trainer = open(6, Fault.LOSS, Optional.empty(), Optional.of(second))) {
      run(trainer, 3);
      trainer.checkpoint(folder.resolve("three")).get();
      run(trainer, 6); // other random numbers, so no stone
      assertEquals(new Rollbacks(2, 0), trainer.rollbacks());
    }
    try (Trainer trainer =
        open(6, Fault.LOSS, Optional.of(folder.resolve("three")), Optional.empty())) {
      assertEquals(second, trainer.rollbacks());
      run(trainer, 4);
      trainer.checkpoint(folder.resolve("four")).get();
    }
    assertEquals(new Rollbacks(2, 0), Checkpoint.read(folder.resolve("four")).wentBack());
  }

  private static void run(Trainer trainer, long until) throws InterruptedException {
    trainer.run(
        until,
        new TrainingListener() {
          @Override
          public void onIteration(long iteration, Losses losses, double rate) {}

          @Override
          public boolean stopRequested() {
            return false;
          }
        });
  }
}
