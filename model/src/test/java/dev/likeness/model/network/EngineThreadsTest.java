package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** OpenMP's number of threads is each thread's own, and ND4J's is the process'. */
class EngineThreadsTest {
  private static final Architecture NETWORK = Architectures.named("quick64");

  /** Bits of the gradients after a run on another thread than the one that made the program. */
  private static int bits(int threads, boolean elsewhere) throws Exception {
    var random = new SplittableRandom(5);
    try (Tensors weights = FixedMemoryTest.filled(NETWORK, random);
        TrainingProgram program = new SameDiffEngine(threads).training(NETWORK, weights, 2)) {
      SideBatch source = FixedMemoryTest.batch(NETWORK, random);
      SideBatch target = FixedMemoryTest.batch(NETWORK, random);
      // Somebody else's engine in the same process, such as a preview's.
      new SameDiffEngine(1).prediction(NETWORK, weights, Route.SWAP, 1).close();
      var run = new FutureTask<>(() -> program.run(source, target));
      if (elsewhere) {
        Thread.ofPlatform().start(run);
      } else {
        run.run();
      }
      run.get();
      int hash = 0;
      for (String name : program.gradients().names()) {
        hash = 31 * hash + Arrays.hashCode(program.gradients().floats(name));
      }
      return hash;
    }
  }

  @Test
  void aProgramRunsWithItsOwnThreadsWhereverItIsRunAndWhateverRanBefore() throws Exception {
    int three = bits(3, false);
    assertEquals(three, bits(3, true));
    assertNotEquals(bits(2, false), three, "the number of threads shows in the bits");
    assertEquals(bits(2, false), bits(2, true));
  }

  /** A library built for fast mathematics may switch them off for the thread that loads it. */
  @Test
  void theSmallestNumbersAreKeptInJavaAndInTheNatives() throws Exception {
    new EngineThreads(2).apply();
    float tiny = Float.MIN_NORMAL;
    var here = Nd4j.createUninitializedDetached(DataType.FLOAT, 64).assign(tiny).mul(0.25f);
    var there = new FutureTask<>(() -> here.mul(0.5f).getFloat(63));
    Thread.ofPlatform().start(there);
    assertEquals(tiny / 4, here.getFloat(0));
    assertEquals(tiny / 8, there.get());
    float[] product = {tiny};
    product[0] *= 0.25f;
    assertTrue(product[0] > 0);
  }
}
