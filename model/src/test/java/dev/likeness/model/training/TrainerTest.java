package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Losses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final TrainingListener QUIET = until(Long.MAX_VALUE);

  @TempDir Path folder;
  private Pack source;
  private Pack target;

  @BeforeEach
  void pack() throws Exception {
    source = DrawnPack.write(folder.resolve("source.pack"), 25, 20);
    target = DrawnPack.write(folder.resolve("target.pack"), 30, 110);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void aStoppedRunGoesOnToTheSameBitsAsOneLeftAlone() throws Exception {
    Checkpoint alone;
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.run(6, QUIET);
      alone = trainer.checkpoint(folder.resolve("alone")).get();
    }
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.run(6, until(3));
      assertEquals(3, trainer.iteration());
      trainer.checkpoint(folder.resolve("stopped")).get();
    }
    try (Trainer trainer = open(1, Optional.of(folder.resolve("stopped")))) {
      assertEquals(3, trainer.history().length());
      trainer.run(6, QUIET);
      Checkpoint resumed = trainer.checkpoint(folder.resolve("resumed")).get();
      assertEquals(alone, resumed);
      assertEquals(alone.weightsSha256(), resumed.weightsSha256());
    }
    assertEquals(-1, Files.mismatch(file("alone", "state.json"), file("resumed", "state.json")));
  }

  @Test
  void anotherSeedGivesAnotherModel() throws Exception {
    assertNotEquals(weightsAfterTwo(1), weightsAfterTwo(2));
  }

  @Test
  void aCheckpointWrittenWhileTrainingGoesOnHoldsItsOwnMoment() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.run(2, QUIET);
      var task = trainer.checkpoint(folder.resolve("two"));
      trainer.run(4, QUIET);
      assertEquals(2, task.get().iteration());
    }
    assertEquals(weightsAfterTwo(1), Checkpoint.read(folder.resolve("two")).weightsSha256());
  }

  @Test
  void lossesFallAndThePreviewShowsFourteenFaces() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.run(40, QUIET);
      Losses first = trainer.history().at(1);
      Losses last = trainer.history().mean(5);
      assertTrue(last.source() < 0.8 * first.source(), first + " to " + last);
      assertTrue(last.target() < 0.8 * first.target(), first + " to " + last);
      Picture sheet = trainer.save(Snapshot::preview).get();
      assertEquals(640, sheet.width());
      assertEquals(448, sheet.height());
    }
  }

  @Test
  void previewsDrawnBesideTrainingAreTheSameAsAloneAndMoveNoWeight() throws Exception {
    List<byte[]> alone = new ArrayList<>();
    Checkpoint quiet;
    try (Trainer trainer = open(1, Optional.empty())) {
      for (int i = 1; i <= 5; i++) {
        trainer.run(2L * i, QUIET);
        alone.add(trainer.save(Snapshot::preview).get().rgb());
      }
      quiet = trainer.checkpoint(folder.resolve("quiet")).get();
    }
    List<Future<byte[]>> beside = new ArrayList<>();
    try (Trainer trainer = open(1, Optional.empty())) {
      for (int i = 1; i <= 5; i++) {
        trainer.run(2L * i, QUIET);
        beside.add(trainer.save(TrainerTest::drawnFourTimes));
      }
      assertEquals(quiet, trainer.checkpoint(folder.resolve("beside")).get());
    }
    for (int i = 0; i < 5; i++) {
      assertTrue(Arrays.equals(alone.get(i), beside.get(i).get()), "sheet " + i);
    }
  }

  /** So that the next iterations run beside it. */
  private static byte[] drawnFourTimes(Snapshot snapshot) {
    byte[] first = snapshot.preview().rgb();
    for (int i = 0; i < 3; i++) {
      assertTrue(Arrays.equals(first, snapshot.preview().rgb()));
    }
    return first;
  }

  @Test
  void aSnapshotReadsAsTheFilesThatItWrites() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.run(1, QUIET);
      Checkpoint written = trainer.checkpoint(folder.resolve("one")).get();
      Map<String, byte[]> read = trainer.save(TrainerTest::read).get();
      assertEquals(written.files().keySet(), read.keySet());
      for (String name : read.keySet()) {
        byte[] file = Files.readAllBytes(file("one", name));
        assertTrue(Arrays.equals(file, read.get(name)), name);
      }
      var record = trainer.save(snapshot -> snapshot.record(written.files())).get();
      assertEquals(
          Files.readString(file("one", "state.json")),
          new String(record.json(), StandardCharsets.UTF_8));
    }
  }

  private static Map<String, byte[]> read(Snapshot snapshot) throws IOException {
    Map<String, byte[]> read = new TreeMap<>();
    for (var file : snapshot.files().entrySet()) {
      byte[] bytes = file.getValue().open().readAllBytes();
      assertEquals(file.getValue().bytes(), bytes.length);
      read.put(file.getKey(), bytes);
    }
    return read;
  }

  @Test
  void whatFailsWhileSavingLeavesTrainingAndTheNextSavingAlone() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.run(1, QUIET);
      var failed =
          trainer.save(
              snapshot -> {
                throw new IOException("full");
              });
      trainer.run(2, QUIET);
      assertThrows(ExecutionException.class, failed::get);
      assertEquals(2, trainer.save(Snapshot::iteration).get());
      assertFalse(trainer.saving());
    }
  }

  @Test
  void aDamagedCheckpointIsRefusedNeverFilledIn() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.checkpoint(folder.resolve("good")).get();
    }
    Path moments = file("good", "moments-1.safetensors");
    byte[] bytes = Files.readAllBytes(moments);
    bytes[bytes.length - 1] ^= 1;
    Files.write(moments, bytes);
    assertThrows(
        BrokenCheckpointException.class, () -> open(1, Optional.of(folder.resolve("good"))));
    Files.delete(moments);
    assertThrows(
        BrokenCheckpointException.class, () -> open(1, Optional.of(folder.resolve("good"))));
    assertThrows(
        BrokenCheckpointException.class, () -> open(1, Optional.of(folder.resolve("none"))));
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.checkpoint(folder.resolve("one")).get();
    }
    var error =
        assertThrows(
            BrokenCheckpointException.class, () -> open(2, Optional.of(folder.resolve("one"))));
    assertTrue(String.valueOf(error.getMessage()).contains("other settings"));
  }

  @Test
  void aCheckpointNeverReplacesAnother() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.checkpoint(folder.resolve("one")).get();
      var task = trainer.checkpoint(folder.resolve("one"));
      var error = assertThrows(ExecutionException.class, task::get);
      assertTrue(error.getCause() instanceof FileAlreadyExistsException);
      assertFalse(Files.exists(folder.resolve("one.partial")));
    }
  }

  @Test
  void tooFewFacesAreRefusedAndFewAreWarnedAbout() throws Exception {
    try (Pack few = DrawnPack.write(folder.resolve("few.pack"), 24, 50)) {
      var error =
          assertThrows(
              TooFewFacesException.class,
              () -> Trainer.open(config(1, 5e-4), few, target, Optional.empty(), Optional.empty()));
      assertTrue(String.valueOf(error.getMessage()).contains("24"));
    }
    try (Trainer trainer = open(1, Optional.empty())) {
      assertEquals(2, trainer.warnings().size());
    }
  }

  @Test
  void aLossThatOverflowsNamesItsIteration() throws Exception {
    try (Trainer trainer = open(1, Optional.empty())) {
      trainer.run(1, QUIET);
      trainer.checkpoint(folder.resolve("sane")).get();
    }
    Path weights = file("sane", "weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Arrays.fill(bytes, bytes.length - 4000, bytes.length, (byte) 0xff); // NaN
    Files.write(weights, bytes);
    forgeDigest(weights);
    try (Trainer trainer = open(1, Optional.of(folder.resolve("sane")))) {
      var error = assertThrows(NonFiniteLossException.class, () -> trainer.run(3, QUIET));
      assertEquals(2, error.iteration());
      assertEquals(1, trainer.iteration());
    }
  }

  private void forgeDigest(Path weights) throws Exception {
    Path state = weights.resolveSibling("state.json");
    String old = Checkpoint.read(folder.resolve("sane")).weightsSha256();
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(weights));
    String json = Files.readString(state);
    Files.writeString(state, json.replace(old, java.util.HexFormat.of().formatHex(hash)));
  }

  private String weightsAfterTwo(long seed) throws Exception {
    try (Trainer trainer = open(seed, Optional.empty())) {
      trainer.run(2, QUIET);
      return trainer
          .checkpoint(folder.resolve("seed" + seed + "-" + System.nanoTime()))
          .get()
          .weightsSha256();
    }
  }

  private Path file(String checkpoint, String name) {
    return folder.resolve(checkpoint).resolve(name);
  }

  private Trainer open(long seed, Optional<Path> from) throws IOException {
    return Trainer.open(config(seed, 2e-3), source, target, from, Optional.empty());
  }

  private static TrainingConfig config(long seed, double rate) throws IOException {
    return Json.MAPPER.readValue(
        "{\"batch\":2,\"seed\":" + seed + ",\"learningRate\":" + rate + "}", TrainingConfig.class);
  }

  private static TrainingListener until(long last) {
    return new TrainingListener() {
      private long done;

      @Override
      public void onIteration(long iteration, Losses losses, double rate) {
        done = iteration;
      }

      @Override
      public boolean stopRequested() {
        return done >= last;
      }
    };
  }
}
