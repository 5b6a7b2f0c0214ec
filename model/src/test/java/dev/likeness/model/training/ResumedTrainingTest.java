package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.Reduced;
import dev.likeness.model.network.SameDiffEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that was cut and went on ends in the bytes of one that was left alone: weights, both
 * moments, losses and state. {@code quick64} is cut in {@link TrainerTest}.
 */
class ResumedTrainingTest {
  private static final int SEGMENT = 5;

  @TempDir Path folder;

  /** A network to train, and how; {@code divisor} 1 is its full size. */
  record Subject(String architecture, int divisor, int batch) {
    /** From a checkpoint, or afresh, saving at each of these iterations. */
    void train(Path folder, Optional<Path> from, SequencedMap<Long, Path> saves) throws Exception {
      Architecture network = Reduced.by(divisor, Architectures.named(architecture));
      TrainingSettings settings =
          Json.MAPPER
              .readValue(
                  "{\"architecture\":\"" + architecture + "\",\"batch\":" + batch + "}",
                  TrainingConfig.class)
              .settings();
      var shape = new PackShape(network.inputSize(), CropType.FULL);
      var engine = new SameDiffEngine(settings.threads());
      Path packs = Files.createTempDirectory(folder, "packs");
      try (Pack source = DrawnPack.write(packs.resolve("source.pack"), shape, 25, 20);
          Pack target = DrawnPack.write(packs.resolve("target.pack"), shape, 30, 110);
          Trainer trainer =
              new Trainer(
                  settings, network, SEGMENT, engine, source, target, from, Optional.empty())) {
        for (var save : saves.entrySet()) {
          trainer.run(save.getKey(), NEVER_STOPPED);
          trainer.checkpoint(save.getValue()).get();
        }
      }
    }
  }

  private static final TrainingListener NEVER_STOPPED =
      new TrainingListener() {
        @Override
        public void onIteration(long iteration, Losses losses, double rate) {}

        @Override
        public boolean stopRequested() {
          return false;
        }
      };

  private static SequencedMap<Long, Path> at(long iteration, Path to) {
    return new TreeMap<>(Map.of(iteration, to));
  }

  private Path here(Subject subject, Optional<Path> from, long until, String name)
      throws Exception {
    Path to = folder.resolve(name);
    subject.train(folder, from, at(until, to));
    return to;
  }

  /** SHA-256 of each tensor file, and the whole record. */
  private static Map<String, String> bits(Path checkpoint) throws IOException {
    Map<String, String> bits = new TreeMap<>(Checkpoint.read(checkpoint).files());
    assertEquals(4, bits.size());
    bits.put(Checkpoint.STATE, Files.readString(checkpoint.resolve(Checkpoint.STATE)));
    return bits;
  }

  @Test
  void originalInFullSizeIsCutOnce() throws Exception {
    var original = new Subject("original", 1, 2);
    Path two = folder.resolve("two");
    Path alone = folder.resolve("alone");
    original.train(folder, Optional.empty(), new TreeMap<>(Map.of(2L, two, 3L, alone)));
    assertEquals(bits(alone), bits(here(original, Optional.of(two), 3, "cut")));
  }

  @Test
  void lightweightIsCutInsideASegmentAndAtItsEnd() throws Exception {
    cutTwice(new Subject("lightweight", 8, 4));
  }

  @Test
  void series120IsCutInsideASegmentAndAtItsEnd() throws Exception {
    cutTwice(new Subject("series120", 16, 4));
  }

  @Test
  void aBusyCoreBesideTrainingChangesNothing() throws Exception {
    var quick64 = new Subject("quick64", 1, 8);
    Path alone = here(quick64, Optional.empty(), 4, "alone");
    var over = new AtomicBoolean();
    Thread busy =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    Thread.onSpinWait();
                  }
                });
    try {
      assertEquals(bits(alone), bits(here(quick64, Optional.empty(), 4, "beside")));
    } finally {
      over.set(true);
      busy.join();
    }
  }

  private void cutTwice(Subject subject) throws Exception {
    Path alone = here(subject, Optional.empty(), 7, "alone");
    Path three = here(subject, Optional.empty(), 3, "three");
    Path five = here(subject, Optional.of(three), SEGMENT, "five");
    assertEquals(bits(alone), bits(here(subject, Optional.of(five), 7, "cut")));
  }
}
