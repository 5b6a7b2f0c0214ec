package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SameDiffEngineTest {
  private final Engine engine = new SameDiffEngine(2);
  private final Architecture architecture = Reference.architecture();
  private Tensors reference;
  private Tensors weights;

  @BeforeEach
  void load() throws Exception {
    reference = Reference.tensors();
    weights = Reference.weights(reference);
  }

  @AfterEach
  void free() {
    weights.close();
    reference.close();
  }

  @Test
  void namesTheVersionThatTheBuildPinsAndItsKernels() {
    assertTrue(
        engine.version().matches("nd4j [0-9]+\\.[0-9]+\\.[0-9]+\\S* " + Kernels.FAMILY),
        engine.version());
  }

  @Test
  void drawsWhatPyTorchDrawsOnEveryRoute() {
    Map<Route, String> expected =
        Map.of(Route.SOURCE, "source/drawn", Route.TARGET, "target/drawn", Route.SWAP, "swapped");
    expected.forEach(
        (route, name) -> {
          String input = route == Route.SOURCE ? "source/input" : "target/input";
          try (var program = engine.prediction(architecture, weights, route, Reference.BATCH)) {
            assertArrayEquals(
                reference.floats(name), program.run(reference.floats(input)), 2e-6f, name);
          }
        });
  }

  @Test
  void computesTheLossesAndGradientsOfPyTorch() {
    try (var program = engine.training(architecture, weights, Reference.BATCH)) {
      Losses losses =
          program.run(
              Reference.side(reference, Route.SOURCE), Reference.side(reference, Route.TARGET));
      float[] expected = reference.floats("losses");
      assertEquals(expected[0], losses.source(), 1e-6f);
      assertEquals(expected[1], losses.target(), 1e-6f);
      for (String name : weights.names()) {
        float[] gradient = reference.floats("gradient/" + name);
        float largest = 0;
        for (float value : gradient) {
          largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0, name + " has a gradient");
        assertArrayEquals(
            gradient, program.gradients().floats(name), 2e-5f * largest + 1e-8f, name);
      }
    }
  }

  @Test
  void seesChangedWeightsAndRepeatsItselfToTheBit() {
    try (var program = engine.training(architecture, weights, Reference.BATCH)) {
      SideBatch source = Reference.side(reference, Route.SOURCE);
      SideBatch target = Reference.side(reference, Route.TARGET);
      Losses first = program.run(source, target);
      Map<String, float[]> gradients = new HashMap<>();
      weights.names().forEach(name -> gradients.put(name, program.gradients().floats(name)));
      weights.segment("encoder/conv1/weight").fill((byte) 0);
      assertTrue(program.run(source, target).source() != first.source());
      weights.segment("encoder/conv1/weight").copyFrom(reference.segment("encoder/conv1/weight"));
      assertEquals(first, program.run(source, target));
      gradients.forEach(
          (name, gradient) -> assertArrayEquals(gradient, program.gradients().floats(name), name));
    }
  }

  @Test
  void aThousandIterationsTakeNoMoreNativeMemory() {
    // One thread: the operations are tiny, and two would mostly wait for each other.
    try (var program = new SameDiffEngine(1).training(architecture, weights, Reference.BATCH)) {
      SideBatch source = Reference.side(reference, Route.SOURCE);
      SideBatch target = Reference.side(reference, Route.TARGET);
      program.run(source, target);
      long before = Pointer.totalBytes();
      for (int i = 0; i < 1000; i++) {
        program.run(source, target);
      }
      assertTrue(
          Pointer.totalBytes() - before < 100_000,
          "grew by " + (Pointer.totalBytes() - before) + " bytes");
    }
  }
}
