package dev.likeness.model.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * 1 - SSIM plus the squared error, per value (Wang et al. 2004: 11x11 Gaussian, sigma 1.5, k1 0.01,
 * k2 0.03). The window slides over a border that reflects without repeating the edge; written as
 * two products with a banded matrix it has an exact gradient, which ND4J's mirror padding lacks.
 */
final class SsimLoss {
  private static final int RADIUS = 5;
  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  private final SDVariable blur;
  private final int batch;
  private final int channels;
  private final int planes;
  private final int size;

  SsimLoss(SameDiff graph, int batch, int channels, int size) {
    this.batch = batch;
    this.channels = channels;
    this.planes = batch * channels;
    this.size = size;
    blur = graph.constant("ssim/blur", Nd4j.createFromArray(matrix(size)));
  }

  /** The loss of every value; all three arrays are {@code [batch, channels, size, size]}. */
  SDVariable perValue(SDVariable drawn, SDVariable answer) {
    SDVariable meanX = blurred(drawn);
    SDVariable meanY = blurred(answer);
    SDVariable meanXy = meanX.mul(meanY);
    SDVariable meanSquares = meanX.mul(meanX).add(meanY.mul(meanY));
    SDVariable covariance = blurred(drawn.mul(answer)).sub(meanXy);
    SDVariable variances = blurred(drawn.mul(drawn).add(answer.mul(answer))).sub(meanSquares);
    SDVariable top = meanXy.mul(2).add(C1).mul(covariance.mul(2).add(C2));
    SDVariable bottom = meanSquares.add(C1).mul(variances.add(C2));
    SDVariable error = drawn.sub(answer);
    SDVariable index = top.div(bottom).reshape(planes, size, size).permute(0, 2, 1);
    return error.mul(error).add(1).sub(index.reshape(batch, channels, size, size));
  }

  /**
   * Rows first, then columns: each product contracts the last axis. The result stays turned, {@code
   * [planes, columns, rows]}; all of the index is computed that way and turned back once.
   */
  private SDVariable blurred(SDVariable x) {
    SDVariable rows = x.reshape((long) planes * size, size).mmul(blur);
    SDVariable turned = rows.reshape(planes, size, size).permute(0, 2, 1);
    return turned.reshape((long) planes * size, size).mmul(blur);
  }

  /** {@code matrix[in][out]}: how much pixel {@code in} of a line counts in pixel {@code out}. */
  static float[][] matrix(int size) {
    double[] kernel = new double[2 * RADIUS + 1];
    double sum = 0;
    for (int i = -RADIUS; i <= RADIUS; i++) {
      kernel[i + RADIUS] = StrictMath.exp(-i * i / (2 * SIGMA * SIGMA));
      sum += kernel[i + RADIUS];
    }
    float[][] matrix = new float[size][size];
    for (int out = 0; out < size; out++) {
      for (int i = -RADIUS; i <= RADIUS; i++) {
        matrix[reflected(out + i, size)][out] += (float) (kernel[i + RADIUS] / sum);
      }
    }
    return matrix;
  }

  private static int reflected(int index, int size) {
    int last = size - 1;
    return last - Math.abs(last - Math.abs(index));
  }
}
