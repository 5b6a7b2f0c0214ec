package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.json.Json;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.Reduced;
import dev.likeness.model.network.Safetensors;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.network.SideBatch;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch in parts is the whole batch, up to rounding. */
class AccumulatedTrainingTest {
  private static final int BATCH = 5;

  /** Of a loss, or of the largest gradient of a tensor: sums of another order differ by 1e-6. */
  private static final float ROUNDING = 2e-5f;

  private final SameDiffEngine engine = new SameDiffEngine(2);

  @TempDir Path folder;

  static List<String> names() {
    return Architectures.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void lossesAndGradientsAreThoseOfTheWholeBatch(String name) {
    Architecture architecture = Reduced.by(16, Architectures.named(name));
    var random = new SplittableRandom(1);
    SideBatch source = batch(architecture, random);
    SideBatch target = batch(architecture, random);
    try (Tensors weights = Tensors.of(architecture.parameters().values())) {
      StartingWeights.fill(architecture, 1, weights);
      try (TrainingProgram whole = program(architecture, weights, BATCH)) {
        Losses losses = whole.run(source, target);
        // In parts of one face, of two with one left over, and of three with two.
        for (int part = 1; part <= 3; part++) {
          try (TrainingProgram parts = program(architecture, weights, part)) {
            parts.run(target, source);
            assertClose(losses, parts.run(source, target));
            for (String tensor : weights.names()) {
              float[] expected = whole.gradients().floats(tensor);
              assertArrayEquals(
                  expected,
                  parts.gradients().floats(tensor),
                  ROUNDING * largest(expected) + 1e-9f,
                  tensor + " in parts of " + part);
            }
          }
        }
      }
    }
  }

  @Test
  void onePartIsTheEnginesOwnProgram() {
    Architecture architecture = Reduced.by(16, Architectures.named("quick64"));
    try (Tensors weights = Tensors.of(architecture.parameters().values());
        TrainingProgram own = engine.training(architecture, weights, BATCH);
        TrainingProgram whole = program(architecture, weights, BATCH)) {
      assertSame(own.getClass(), whole.getClass());
    }
  }

  /**
   * Adam divides by a gradient's own size, so that rounding can turn the step of a parameter whose
   * gradient is next to nothing; such parameters are few.
   */
  @Test
  void trainingInPartsMovesTheWeightsWhereTheWholeBatchMovesThem() throws Exception {
    Architecture architecture = Reduced.by(4, Architectures.named("quick64"));
    try (Tensors start = Tensors.of(architecture.parameters().values());
        Tensors whole = trained(architecture, BATCH, "whole");
        Tensors parts = trained(architecture, 2, "parts")) {
      StartingWeights.fill(architecture, 1, start);
      double moved = 0;
      double apart = 0;
      for (String tensor : start.names()) {
        moved += squares(start.floats(tensor), whole.floats(tensor));
        apart += squares(parts.floats(tensor), whole.floats(tensor));
      }
      double share = Math.sqrt(apart / moved);
      assertTrue(share < 0.01, share + " of the way apart");
    }
  }

  private Tensors trained(Architecture architecture, int microBatch, String name) throws Exception {
    TrainingSettings settings = settings(microBatch);
    Path checkpoint = folder.resolve(name);
    try (Pack source = DrawnPack.write(folder.resolve(name + "-source.pack"), 25, 20);
        Pack target = DrawnPack.write(folder.resolve(name + "-target.pack"), 30, 110);
        Trainer trainer =
            new Trainer(
                settings,
                architecture,
                100,
                engine,
                source,
                target,
                Optional.empty(),
                Optional.empty())) {
      trainer.run(6, new Undisturbed());
      trainer.checkpoint(checkpoint).get();
    }
    return read(architecture, checkpoint.resolve(Checkpoint.WEIGHTS));
  }

  private static Tensors read(Architecture architecture, Path file) throws IOException {
    Tensors weights = Tensors.of(architecture.parameters().values());
    Safetensors.read(file, weights);
    return weights;
  }

  private static TrainingSettings settings(int microBatch) throws IOException {
    String json = "{\"batch\":" + BATCH + ",\"microBatch\":" + microBatch + "}";
    return Json.MAPPER.readValue(json, TrainingConfig.class).settings();
  }

  private TrainingProgram program(Architecture architecture, Tensors weights, int part) {
    return AccumulatedTraining.of(engine, architecture, weights, BATCH, part);
  }

  private static void assertClose(Losses expected, Losses losses) {
    assertEquals(expected.source(), losses.source(), ROUNDING * expected.source());
    assertEquals(expected.target(), losses.target(), ROUNDING * expected.target());
  }

  private static double squares(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return sum;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static SideBatch batch(Architecture architecture, SplittableRandom random) {
    int in = architecture.input().elements();
    int side = architecture.output().size();
    return new SideBatch(
        noise(BATCH * in, random),
        noise(3 * BATCH * side * side, random),
        noise(BATCH * side * side, random));
  }

  private static float[] noise(int length, SplittableRandom random) {
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (float) random.nextDouble();
    }
    return noise;
  }

  private static final class Undisturbed implements TrainingListener {
    @Override
    public void onIteration(long iteration, Losses losses, double rate) {}

    @Override
    public boolean stopRequested() {
      return false;
    }
  }
}
