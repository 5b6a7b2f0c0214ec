package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that was cut and went on ends in the bytes of one that was left alone: weights, both
 * moments, losses and state, for every architecture.
 */
class ResumedTrainingTest {
  private static final int SEGMENT = 5;

  @TempDir Path folder;

  /** A network to train, and how; {@code divisor} 1 is its full size. */
  record Subject(String architecture, int divisor, int batch, int microBatch) {
    Subject(String architecture, int divisor, int batch) {
      this(architecture, divisor, batch, batch);
    }

    /** From a checkpoint, or afresh, saving beside the iterations after each of these. */
    void train(
        Path folder, Optional<Path> from, SequencedMap<Long, Path> saves, boolean withPreviews)
        throws Exception {
      Architecture network = Reduced.by(divisor, Architectures.named(architecture));
      TrainingSettings settings =
          Json.MAPPER
              .readValue(
                  "{\"architecture\":\""
                      + architecture
                      + "\",\"batch\":"
                      + batch
                      + ",\"microBatch\":"
                      + microBatch
                      + "}",
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
        List<Future<Checkpoint>> saving = new ArrayList<>();
        for (var save : saves.entrySet()) {
          trainer.run(save.getKey(), NEVER_STOPPED);
          saving.add(
              trainer.save(
                  copy -> {
                    if (withPreviews) {
                      copy.preview();
                    }
                    return copy.write(save.getValue());
                  }));
        }
        for (Future<Checkpoint> save : saving) {
          save.get();
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

  /** What {@link #inAnotherJvm} starts: folder, from, until, to, and the subject's parts. */
  public static void main(String[] args) throws Exception {
    new Subject(
            args[4],
            Integer.parseInt(args[5]),
            Integer.parseInt(args[6]),
            Integer.parseInt(args[7]))
        .train(
            Path.of(args[0]),
            Optional.of(Path.of(args[1])),
            at(Long.parseLong(args[2]), Path.of(args[3])),
            false);
  }

  private static SequencedMap<Long, Path> at(long iteration, Path to) {
    return new TreeMap<>(Map.of(iteration, to));
  }

  private Path inAnotherJvm(Subject subject, Path from, long until) throws Exception {
    Path to = folder.resolve("jvm-" + until);
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            ResumedTrainingTest.class.getName(),
            folder.toString(),
            from.toString(),
            String.valueOf(until),
            to.toString(),
            subject.architecture,
            String.valueOf(subject.divisor),
            String.valueOf(subject.batch),
            String.valueOf(subject.microBatch));
    // As on a machine with eight cores: ND4J shares out what it finds.
    builder.environment().put("SD_MAX_THREADS", "8");
    Path said = folder.resolve("jvm-" + until + ".txt");
    int end = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
    assertEquals(0, end, Files.readString(said));
    return to;
  }

  private Path here(Subject subject, Optional<Path> from, long until, String name)
      throws Exception {
    Path to = folder.resolve(name);
    subject.train(folder, from, at(until, to), false);
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
  void quick64InFullSizeIsCutThreeTimesAndGoesOnInAnotherJvm() throws Exception {
    var quick64 = new Subject("quick64", 1, 8);
    Path alone = here(quick64, Optional.empty(), 8, "alone");
    Path one = here(quick64, Optional.empty(), 1, "one");
    Path four = inAnotherJvm(quick64, one, 4);
    Path six = here(quick64, Optional.of(four), 6, "six");
    assertNotEquals(bits(alone), bits(six));
    assertEquals(bits(alone), bits(here(quick64, Optional.of(six), 8, "cut")));
  }

  @Test
  void originalInFullSizeIsCutOnce() throws Exception {
    var original = new Subject("original", 1, 2);
    Path two = folder.resolve("two");
    Path alone = folder.resolve("alone");
    original.train(folder, Optional.empty(), new TreeMap<>(Map.of(2L, two, 3L, alone)), false);
    assertEquals(bits(alone), bits(here(original, Optional.of(two), 3, "cut")));
  }

  @Test
  void lightweightIsCutInsideASegmentAndAtItsEnd() throws Exception {
    cutTwice(new Subject("lightweight", 16, 2));
  }

  @Test
  void series120IsCutInsideASegmentAndAtItsEnd() throws Exception {
    cutTwice(new Subject("series120", 32, 2));
  }

  @Test
  void quick64InMicroBatchesOfUnequalSizeIsCutAndGoesOnInAnotherJvm() throws Exception {
    var parts = new Subject("quick64", 4, 5, 2);
    Path alone = here(parts, Optional.empty(), 7, "alone");
    Path three = here(parts, Optional.empty(), 3, "three");
    Path six = inAnotherJvm(parts, three, 6);
    assertEquals(bits(alone), bits(here(parts, Optional.of(six), 7, "cut")));
    assertNotEquals(
        bits(alone), bits(here(new Subject("quick64", 4, 5), Optional.empty(), 7, "whole")));
  }

  @Test
  void whatIsSavedAndDrawnBesideTrainingChangesNothing() throws Exception {
    var quick64 = new Subject("quick64", 1, 8);
    Path alone = here(quick64, Optional.empty(), 6, "alone");
    SequencedMap<Long, Path> saves = new TreeMap<>();
    for (long iteration = 1; iteration <= 6; iteration++) {
      saves.put(iteration, folder.resolve("saved-" + iteration));
    }
    quick64.train(folder, Optional.empty(), saves, true);
    assertEquals(bits(alone), bits(saves.lastEntry().getValue()));
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
