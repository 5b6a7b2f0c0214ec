package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory is allocated once and not cleared, so nothing may read what it has not written. */
class FixedMemoryTest {
  private static final int BATCH = 2;

  static List<String> names() {
    return Architectures.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aTrainingPassReadsNothingThatItDidNotWrite(String name) {
    Architecture architecture = Reduced.by(16, Architectures.named(name));
    var random = new SplittableRandom(1);
    try (Tensors weights = filled(architecture, random);
        var program = new SameDiffTraining(architecture, weights, BATCH, new EngineThreads(2))) {
      SideBatch source = batch(architecture, random);
      SideBatch target = batch(architecture, random);
      Losses losses = program.run(source, target);
      List<float[]> gradients = gradients(program);
      program.scratch().forEach(array -> array.assign(Float.NaN));
      for (String gradient : program.gradients().names()) {
        program.gradients().segment(gradient).fill((byte) 0xff);
      }
      assertEquals(losses, program.run(source, target));
      List<float[]> again = gradients(program);
      for (int i = 0; i < gradients.size(); i++) {
        assertArrayEquals(gradients.get(i), again.get(i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPassOverAQuarterOfTheFacesNeedsAThirdOfTheMemoryAtMost(String name) {
    Architecture architecture = Reduced.by(4, Architectures.named(name));
    long whole = scratchBytes(architecture, 8);
    long part = scratchBytes(architecture, 2);
    assertTrue(3 * part < whole, part + " of " + whole + " bytes");
  }

  private static long scratchBytes(Architecture architecture, int batch) {
    try (Tensors weights = Tensors.of(architecture.parameters().values());
        var program = new SameDiffTraining(architecture, weights, batch, new EngineThreads(2))) {
      return program.scratch().stream().mapToLong(array -> Float.BYTES * array.length()).sum();
    }
  }

  private static List<float[]> gradients(SameDiffTraining program) {
    List<float[]> all = new ArrayList<>();
    program.gradients().names().forEach(name -> all.add(program.gradients().floats(name)));
    return all;
  }

  static Tensors filled(Architecture architecture, SplittableRandom random) {
    Tensors weights = Tensors.of(architecture.parameters().values());
    for (String name : weights.names()) {
      MemorySegment values = weights.segment(name);
      for (long i = 0; i < values.byteSize() / Float.BYTES; i++) {
        float value = (float) (0.2 * random.nextDouble() - 0.1);
        values.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
      }
    }
    return weights;
  }

  static SideBatch batch(Architecture architecture, SplittableRandom random) {
    int area = architecture.inputSize() * architecture.inputSize();
    return new SideBatch(
        noise(3 * BATCH * area, random),
        noise(3 * BATCH * area, random),
        noise(BATCH * area, random));
  }

  private static float[] noise(int length, SplittableRandom random) {
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (float) random.nextDouble();
    }
    return noise;
  }
}
