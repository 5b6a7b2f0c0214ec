package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Damages each file of a real checkpoint in a real store and looks which one is used. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenCheckpointsIT {
  private static final int SEGMENT = 2;

  private TrainingPlace place;
  private List<ModelLog.Checkpoint> checkpoints = List.of();

  @TempDir Path scratch;

  /** Damage that a disk, a copy or a person does to a file. */
  private enum Damage {
    WRONG_BYTE {
      @Override
      void on(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    },
    CUT_SHORT {
      @Override
      void on(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
      }
    },
    EMPTY {
      @Override
      void on(Path file) throws IOException {
        Files.write(file, new byte[0]);
      }
    },
    MISSING {
      @Override
      void on(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void on(Path file) throws IOException;
  }

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    place = new TrainingPlace(folder);
    place.toTheEnd(place.run(1, 3 * SEGMENT, SEGMENT));
    checkpoints = place.log().checkpoints();
    assertEquals(
        List.of(2L, 4L, 6L), checkpoints.stream().map(ModelLog.Checkpoint::iteration).toList());
  }

  @AfterAll
  void close() {
    place.close();
  }

  @Test
  void aDamagedFileIsReportedAndTheCheckpointBeforeItIsUsed() throws Exception {
    for (String output : CheckpointFiles.NAMES.keySet()) {
      aDamagedFileIsPassedOver(output);
    }
  }

  private void aDamagedFileIsPassedOver(String output) throws Exception {
    for (Damage damage : Damage.values()) {
      Path file = place.file(checkpoints.getLast().output(output));
      byte[] sound = Files.readAllBytes(file);
      damage.on(file);
      try {
        StepTask task = task(output + damage);
        assertEquals(4, startOf(task), output + " " + damage);
        String note = task.progress().note(StartingPoints.PASSED_OVER);
        assertTrue(note.startsWith("Iteration 6: "), note);
      } finally {
        Files.write(file, sound);
      }
    }
    assertEquals(6, startOf(task(output + "-sound")));
  }

  @Test
  void aTensorOfAnotherShapeIsReportedAndTheCheckpointBeforeItIsUsed() throws Exception {
    Map<String, String> outputs = new HashMap<>(checkpoints.getLast().outputs());
    // Whole and of the digest that the log names, but the losses are no weights.
    outputs.put("weights", checkpoints.getLast().output("losses"));
    append(outputs);
    StepTask task = task("shape");
    assertEquals(6, startOf(task));
    String note = task.progress().note(StartingPoints.PASSED_OVER);
    assertTrue(note.contains("does not fit"), note);
  }

  @Test
  void aFileOfAnotherCheckpointIsReportedAndTheCheckpointBeforeItIsUsed() throws Exception {
    Map<String, String> outputs = new HashMap<>(checkpoints.getLast().outputs());
    outputs.put("moments1", checkpoints.getFirst().output("moments1"));
    append(outputs);
    StepTask task = task("other");
    assertEquals(6, startOf(task));
    String note = task.progress().note(StartingPoints.PASSED_OVER);
    assertTrue(note.contains("moments-1.safetensors"), note);
  }

  private void append(Map<String, String> outputs) {
    ModelLog.Checkpoint last = checkpoints.getLast();
    place
        .log()
        .claim("test", "none")
        .appendIfMine(
            ModelLog.json(
                new ModelLog.Checkpoint(
                    last.architecture(), 6, last.lineage(), last.base(), outputs, last.values())));
  }

  @Test
  void whereEveryCheckpointIsBrokenTheStepFailsByNameAndBeginsNothing(@TempDir Path other)
      throws Exception {
    try (var lost = new TrainingPlace(other)) {
      lost.toTheEnd(lost.run(1, 2 * SEGMENT, SEGMENT));
      for (ModelLog.Checkpoint checkpoint : lost.log().checkpoints()) {
        Damage.WRONG_BYTE.on(lost.file(checkpoint.output("moments2")));
      }
      StepTask task = lost.task(scratch, 10, SEGMENT);
      var failed = assertThrows(StoreException.Corrupt.class, () -> startOf(lost, task));
      String sentence = String.valueOf(failed.getMessage());
      assertTrue(sentence.startsWith("No checkpoint of model " + TrainingPlace.MODEL), sentence);
      assertTrue(
          sentence.contains("Iteration 2: ") && sentence.contains("Iteration 4: "), sentence);

      var outcome = lost.ended(lost.start(lost.run(2, 10, SEGMENT)));
      assertTrue(
          outcome instanceof StepOutcome.Failed why
              && why.reason().equals(FailureReason.STORE_CORRUPT.name()),
          outcome.toString());
      assertEquals(2, lost.log().checkpoints().size());
    }
  }

  @Test
  void aBaseThatTheLogDoesNotNameIsAnErrorAndNoOtherStart() throws Exception {
    StepTask plain = task("base");
    Map<String, List<Digest>> inputs = new HashMap<>(plain.inputs());
    inputs.put("base", List.of(new Digest("0".repeat(64))));
    var other =
        new StepTask(
            inputs,
            plain.parameters(),
            plain.label(),
            plain.conditions(),
            plain.owner(),
            plain.store(),
            plain.scratch(),
            plain.progress(),
            plain.stopRequested());
    var failed = assertThrows(StoreException.Missing.class, () -> startOf(other));
    assertTrue(String.valueOf(failed.getMessage()).contains("was to go on from weights 000"));
  }

  private StepTask task(String name) throws IOException {
    return place.task(scratch.resolve(name), 20, SEGMENT);
  }

  private long startOf(StepTask task) throws IOException {
    return startOf(place, task);
  }

  private static long startOf(TrainingPlace place, StepTask task) throws IOException {
    try (var packs = TrainingPacks.make(task, TrainingPlace.config(task))) {
      Optional<Path> start =
          new StartingPoints(task, TrainingPlace.config(task), place.log()).fetch(packs, false);
      return Checkpoint.read(start.orElseThrow()).iteration();
    }
  }
}
