package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.likeness.model.network.Reference;
import dev.likeness.model.network.Tensors;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
  @Test
  void threeStepsEndWhereKerassFormulaEnds() throws Exception {
    var adam = new Adam(0.01, 0.9, 0.999, 1e-7, 2);
    try (Tensors reference = Reference.tensors();
        Tensors weights = Reference.weights(reference);
        Tensors gradients = weights.sameShapes();
        Moments moments = Moments.of(weights)) {
      float[] factors = {1, -1f / 2, 1f / 3};
      for (int step = 1; step <= 3; step++) {
        for (String name : weights.names()) {
          float[] gradient = reference.floats("gradient/" + name);
          for (int i = 0; i < gradient.length; i++) {
            gradients
                .segment(name)
                .setAtIndex(ValueLayout.JAVA_FLOAT, i, gradient[i] * factors[step - 1]);
          }
        }
        adam.step(weights, gradients, moments, List.copyOf(weights.names()), step);
      }
      for (String name : weights.names()) {
        assertArrayEquals(reference.floats("moved/" + name), weights.floats(name), 2e-6f, name);
      }
    }
  }

  @Test
  void moreThreadsChangeNoBit() {
    float[] one = moved(1);
    assertArrayEquals(one, moved(2));
    assertArrayEquals(one, moved(5));
  }

  @Test
  void parametersOutsideTheGroupStay() throws Exception {
    try (Tensors reference = Reference.tensors();
        Tensors weights = Reference.weights(reference);
        Moments moments = Moments.of(weights)) {
      new Adam(0.01, 0.9, 0.999, 1e-7, 2)
          .step(weights, weights, moments, List.of("encoder/conv1/weight"), 1);
      assertArrayEquals(
          reference.floats("encoder/conv2/weight"), weights.floats("encoder/conv2/weight"));
    }
  }

  /** Enough numbers for several blocks and a rest. */
  private static float[] moved(int threads) {
    var shapes = new java.util.LinkedHashMap<String, List<Long>>();
    shapes.put("w", List.of(300_001L));
    try (Tensors weights = new Tensors(shapes);
        Tensors gradients = weights.sameShapes();
        Moments moments = Moments.of(weights)) {
      var random = new CounterRandom(1, 2);
      for (int i = 0; i < 300_001; i++) {
        gradients.segment("w").setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.symmetric(1));
      }
      var adam = new Adam(0.01, 0.9, 0.999, 1e-7, threads);
      for (int step = 1; step <= 3; step++) {
        adam.step(weights, gradients, moments, List.of("w"), step);
      }
      return weights.floats("w");
    }
  }
}
