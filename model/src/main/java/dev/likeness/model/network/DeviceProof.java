package dev.likeness.model.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Shows that a device computes, before anything is trusted to it. */
final class DeviceProof {
  /** Rows and columns; the numbers are whole and small, so that every sum of them is exact. */
  private static final int SIZE = 64;

  /** How much of the loss a step shall take away: so little that the gradient still holds. */
  private static final double STEP = 0.01;

  private DeviceProof() {}

  /**
   * For an engine on a GPU, before anything else is computed with it.
   *
   * @throws DeviceException when the device does not start, or does not compute what it should
   */
  static void of(Engine engine) {
    start();
    multiply();
    tried(() -> draw(engine));
    tried(() -> learn(engine));
  }

  /** ND4J starts when it is first asked for something; it prints why it does not. */
  private static void start() {
    boolean cpu;
    try {
      cpu = Nd4j.getEnvironment().isCPU();
    } catch (RuntimeException | LinkageError failed) {
      throw new DeviceException.Faulty(
          "CUDA does not start here: the driver is too old for CUDA 11.6, or CUDA's libraries are"
              + " missing; the log before this says which.",
          failed);
    }
    if (cpu) {
      throw new DeviceException.Absent(
          "device: cuda is not to be had, as this process computes on cpu.");
    }
  }

  private static void tried(Runnable part) {
    try {
      part.run();
    } catch (DeviceException wrong) {
      throw wrong;
    } catch (RuntimeException | LinkageError failed) {
      Throwable cause = failed;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new DeviceException.Faulty(
          "The device does not compute (" + cause.getMessage() + "): look at its node's driver.",
          failed);
    }
  }

  /**
   * A matrix product with a known answer.
   *
   * @throws DeviceException.Faulty when it is another one
   */
  static void multiply() {
    tried(
        () -> {
          try (INDArray left = Nd4j.createFromArray(matrix(3, 5, 7));
              INDArray right = Nd4j.createFromArray(matrix(2, 7, 5));
              INDArray product = left.mmul(right)) {
            check(product.toFloatMatrix());
          }
        });
  }

  static void check(float[][] product) {
    float[][] left = matrix(3, 5, 7);
    float[][] right = matrix(2, 7, 5);
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        float sum = 0;
        for (int k = 0; k < SIZE; k++) {
          sum += left[i][k] * right[k][j];
        }
        if (product[i][j] != sum) {
          throw new DeviceException.Faulty(
              "The device computes wrong numbers ("
                  + product[i][j]
                  + " where "
                  + sum
                  + " is right): take its node out of service.");
        }
      }
    }
  }

  /** A program has to draw each picture that it is given, with the weights as they are then. */
  static void draw(Engine engine) {
    Architecture small = Architectures.proof();
    try (Tensors weights = Tensors.of(small.parameters().values());
        PredictionProgram program = engine.prediction(small, weights, Route.SWAP, 1)) {
      float[] first = wave(small.input().elements(), 3);
      float[] grey = program.run(first);
      fill(weights);
      float[] drawn = program.run(first);
      float[] other = program.run(wave(small.input().elements(), 5));
      float[] again = program.run(first);
      if (Arrays.equals(grey, drawn) || Arrays.equals(drawn, other)) {
        throw new DeviceException.Faulty(
            "The device draws a picture from before, not the one it was given: use device: cpu.");
      }
      near(again[0], drawn[0], drawn[0] / 100);
    }
  }

  /**
   * A step as an optimiser takes it: it reads the gradients, moves the weights in its own memory,
   * and the loss has to follow as the gradients say.
   */
  static void learn(Engine engine) {
    Architecture small = Architectures.proof();
    try (Tensors weights = Tensors.of(small.parameters().values());
        TrainingProgram program = engine.training(small, weights, 1)) {
      fill(weights);
      SideBatch source = side(small, 3);
      SideBatch target = side(small, 5);
      double loss = sum(program.run(source, target));
      Tensors gradients = program.gradients();
      double square = 0;
      for (String name : gradients.names()) {
        for (float slope : gradients.floats(name)) {
          square += (double) slope * slope;
        }
      }
      double expected = STEP * loss;
      float rate = (float) (expected / square);
      for (String name : weights.names()) {
        MemorySegment weight = weights.segment(name);
        float[] slope = gradients.floats(name);
        for (int i = 0; i < slope.length; i++) {
          float moved = weight.getAtIndex(ValueLayout.JAVA_FLOAT, i) - rate * slope[i];
          weight.setAtIndex(ValueLayout.JAVA_FLOAT, i, moved);
        }
      }
      near(loss - sum(program.run(source, target)), expected, expected / 2);
    }
  }

  private static void near(double found, double right, double apart) {
    // Written so that what is no number fails, too.
    if (!(Math.abs(found - right) <= apart)) {
      throw new DeviceException.Faulty(
          "The device does not train as it should ("
              + found
              + " where "
              + right
              + " is right): look at its node's driver, or use device: cpu.");
    }
  }

  private static double sum(Losses losses) {
    return (double) losses.source() + losses.target();
  }

  private static SideBatch side(Architecture small, int period) {
    int picture = small.input().elements();
    float[] weight = new float[picture / 3];
    Arrays.fill(weight, 1);
    return new SideBatch(wave(picture, period), wave(picture, period + 2), weight);
  }

  /** Numbers from 0 to 1. */
  private static float[] wave(int length, int period) {
    float[] wave = new float[length];
    for (int i = 0; i < length; i++) {
      wave[i] = (float) (0.5 + 0.5 * Math.sin((double) i / period));
    }
    return wave;
  }

  private static void fill(Tensors weights) {
    for (String name : weights.names()) {
      MemorySegment weight = weights.segment(name);
      for (int i = 0; i < weight.byteSize() / Float.BYTES; i++) {
        weight.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (0.2 * Math.sin(1 + 7.0 * i)));
      }
    }
  }

  private static float[][] matrix(int byRow, int byColumn, int below) {
    float[][] values = new float[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        values[i][j] = (byRow * i + byColumn * j) % below;
      }
    }
    return values;
  }
}
