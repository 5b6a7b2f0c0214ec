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
final class SameBatch {
  private static final long SEED = 1;
  private static final float SPREAD = 0.02f;

  private final TrainingSettings settings;
  private final Architecture architecture;

  SameBatch(TrainingSettings settings) {
    this.settings = settings;
    architecture = Architectures.named(settings.architecture());
  }

  /** Iterations per second after two to get warm. */
  double rate(double seconds) {
    try (Tensors weights = Tensors.of(architecture.parameters().values());
        Moments moments = new Moments(weights.sameShapes(), weights.sameShapes())) {
      scatter(weights);
      try (TrainingProgram program =
          new SameDiffEngine(settings.threads())
              .training(architecture, weights, settings.batch())) {
        var adam =
            new Adam(
                settings.learningRate(),
                settings.beta1(),
                settings.beta2(),
                settings.epsilon(),
                settings.threads());
        SideBatch batch = batch();
        List<String> group = List.copyOf(weights.names());
        Meter warm = Meter.start();
        for (int i = 1; i <= 2 || warm.seconds() < seconds / 2; i++) {
          program.run(batch, batch);
          adam.step(weights, program.gradients(), moments, group, i);
          warm.tick();
        }
        Meter meter = Meter.start();
        for (int i = 1; i <= 2 || meter.seconds() < seconds; i++) {
          program.run(batch, batch);
          adam.step(weights, program.gradients(), moments, group, warm.count() + i);
          meter.tick();
        }
        return meter.rate();
      }
    }
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
