package dev.likeness.model.actors;

/**
 * The similarity (rotation, scale, translation) that brings points of space closest to others in
 * the least squares sense, after Umeyama (1991). The rotation is the polar factor of the
 * covariance, found by Newton's iteration, which never mirrors shapes this alike.
 */
final class Fit {
  private Fit() {}

  /**
   * Moves all of {@code points} so that the chosen ones come closest to the same ones of {@code
   * onto}; both {@code [n, 3]}.
   */
  static double[] fitted(double[] points, double[] onto, int[] chosen) {
    double[] from = mean(points, chosen);
    double[] to = mean(onto, chosen);
    double[] covariance = new double[9];
    double variance = 0;
    for (int point : chosen) {
      for (int i = 0; i < 3; i++) {
        double a = points[3 * point + i] - from[i];
        variance += a * a;
        for (int j = 0; j < 3; j++) {
          covariance[3 * j + i] += (onto[3 * point + j] - to[j]) * a;
        }
      }
    }
    double[] rotation = polar(covariance);
    double trace = 0;
    for (int i = 0; i < 9; i++) {
      trace += rotation[i] * covariance[i];
    }
    double scale = trace / variance;
    double[] moved = new double[points.length];
    for (int p = 0; p < points.length; p += 3) {
      for (int j = 0; j < 3; j++) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
          sum += rotation[3 * j + i] * (points[p + i] - from[i]);
        }
        moved[p + j] = scale * sum + to[j];
      }
    }
    return moved;
  }

  private static double[] polar(double[] matrix) {
    double[] m = matrix;
    for (int round = 0; round < 60; round++) {
      double[] cofactors = new double[9];
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          int r1 = (r + 1) % 3;
          int r2 = (r + 2) % 3;
          int c1 = (c + 1) % 3;
          int c2 = (c + 2) % 3;
          cofactors[3 * r + c] = m[3 * r1 + c1] * m[3 * r2 + c2] - m[3 * r1 + c2] * m[3 * r2 + c1];
        }
      }
      double determinant = m[0] * cofactors[0] + m[1] * cofactors[1] + m[2] * cofactors[2];
      double[] next = new double[9];
      for (int i = 0; i < 9; i++) {
        next[i] = (m[i] + cofactors[i] / determinant) / 2;
      }
      m = next;
    }
    return m;
  }

  private static double[] mean(double[] points, int[] chosen) {
    double[] mean = new double[3];
    for (int point : chosen) {
      for (int i = 0; i < 3; i++) {
        mean[i] += points[3 * point + i] / chosen.length;
      }
    }
    return mean;
  }
}
