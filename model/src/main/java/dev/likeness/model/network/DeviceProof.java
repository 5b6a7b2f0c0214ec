package dev.likeness.model.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Shows that a device computes, before anything is trusted to it. */
final class DeviceProof {
  /** Rows and columns; the numbers are whole and small, so that every sum of them is exact. */
  private static final int SIZE = 64;

  private DeviceProof() {}

  /**
   * The CPU needs no proof: a program that runs on it has given one.
   *
   * @throws DeviceException when the device is not there, or does not compute what it should
   */
  static void of(Device device) {
    switch (device) {
      case CPU -> {}
      case CUDA -> {
        SameDiffEngine.fixKernels();
        if (Nd4j.getEnvironment().isCPU()) {
          throw new DeviceException.Absent(
              "device: cuda was asked for, and this program's engine computes on the CPU: use an image"
                  + " that is built for CUDA, or device: cpu.");
        }
        multiply();
      }
    }
  }

  /**
   * A matrix product with a known answer.
   *
   * @throws DeviceException.Faulty when it is another one
   */
  static void multiply() {
    try (INDArray left = Nd4j.createFromArray(matrix(3, 5, 7));
        INDArray right = Nd4j.createFromArray(matrix(2, 7, 5));
        INDArray product = left.mmul(right)) {
      check(product.toFloatMatrix());
    } catch (DeviceException wrong) {
      throw wrong;
    } catch (RuntimeException | LinkageError failed) {
      throw new DeviceException.Faulty(
          "The device does not compute (" + failed.getMessage() + "): look at its node's driver.",
          failed);
    }
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
