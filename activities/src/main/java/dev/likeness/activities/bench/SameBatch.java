package dev.likeness.activities.bench;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.network.SideBatch;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;
import dev.likeness.model.training.Adam;
import dev.likeness.model.training.Moments;
import dev.likeness.model.training.TrainingSettings;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;

/** Network and optimiser on one batch that is there already: what training costs without data. */
final class SameBatch implements AutoCloseable {
  private static final long SEED = 1;
  private static final float SPREAD = 0.02f;

  private final TrainingSettings settings;
  private final Architecture architecture;
  private final Tensors weights;
  private final Moments moments;
  private final TrainingProgram program;
  private final Adam adam;
  private final SideBatch batch;
  private long iterations;

  SameBatch(TrainingSettings settings) {
    this.settings = settings;
    architecture = Architectures.named(settings.architecture());
    weights = Tensors.of(architecture.parameters().values());
    moments = new Moments(weights.sameShapes(), weights.sameShapes());
    scatter(weights);
    program =
        new SameDiffEngine(settings.threads()).training(architecture, weights, settings.batch());
    adam =
        new Adam(
            settings.learningRate(),
            settings.beta1(),
            settings.beta2(),
            settings.epsilon(),
            settings.threads());
    batch = batch();
  }

  /** One iteration, as the trainer does it. */
  void iterate() {
    program.run(batch, batch);
    adam.step(weights, program.gradients(), moments, List.copyOf(weights.names()), ++iterations);
  }

  @Override
  public void close() {
    program.close();
    moments.close();
    weights.close();
  }

  private static void scatter(Tensors weights) {
    var random = new Random(SEED);
    for (String name : weights.names()) {
      MemorySegment memory = weights.segment(name);
      for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
        memory.setAtIndex(JAVA_FLOAT, i, SPREAD * (random.nextFloat() - 0.5f));
      }
    }
  }

  private SideBatch batch() {
    int in = settings.batch() * architecture.input().elements();
    int side = architecture.output().size();
    int area = settings.batch() * side * side;
    var random = new Random(SEED);
    float[] weight = new float[area];
    java.util.Arrays.fill(weight, 1);
    return new SideBatch(some(in, random), some(3 * area, random), weight);
  }

  private static float[] some(int count, Random random) {
    float[] some = new float[count];
    for (int i = 0; i < count; i++) {
      some[i] = random.nextFloat();
    }
    return some;
  }
}
