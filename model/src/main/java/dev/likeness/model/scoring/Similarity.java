package dev.likeness.model.scoring;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.Picture;

/**
 * The structural similarity of Wang et al. (2004) on the luma (BT.601 weights of the gamma-encoded
 * picture): a Gaussian window of 11 x 11 with sigma 1.5, K1 0.01, K2 0.03. The map is averaged over
 * a region; windows at its edge see the real pixels outside it.
 */
final class Similarity {
  private static final int RADIUS = 5;
  private static final double C1 = (0.01 * 255) * (0.01 * 255);
  private static final double C2 = (0.03 * 255) * (0.03 * 255);
  private static final double[] WINDOW = window();

  private Similarity() {}

  /** The sum of the map over the region's pixels. */
  static double sum(Picture a, Picture b, Region region) {
    var bounds = region.bounds();
    double[] lumaA = luma(a, bounds);
    double[] lumaB = luma(b, bounds);
    double[] meanA = blurred(lumaA, bounds);
    double[] meanB = blurred(lumaB, bounds);
    double[] squareA = blurred(product(lumaA, lumaA), bounds);
    double[] squareB = blurred(product(lumaB, lumaB), bounds);
    double[] both = blurred(product(lumaA, lumaB), bounds);
    double sum = 0;
    for (int y = 0; y < bounds.height(); y++) {
      for (int x = 0; x < bounds.width(); x++) {
        if (region.inside()[(bounds.y() + y) * region.width() + bounds.x() + x]) {
          int i = y * bounds.width() + x;
          double mean = meanA[i] * meanB[i];
          double means = meanA[i] * meanA[i] + meanB[i] * meanB[i];
          double covariance = both[i] - mean;
          double variances = squareA[i] + squareB[i] - means;
          sum += (2 * mean + C1) * (2 * covariance + C2) / ((means + C1) * (variances + C2));
        }
      }
    }
    return sum;
  }

  /** The luma of the bounds and a margin of the window's radius; the frame's edge is repeated. */
  private static double[] luma(Picture picture, Area bounds) {
    int width = bounds.width() + 2 * RADIUS;
    int height = bounds.height() + 2 * RADIUS;
    double[] luma = new double[width * height];
    for (int y = 0; y < height; y++) {
      int row = Math.clamp(bounds.y() + y - RADIUS, 0, picture.height() - 1);
      for (int x = 0; x < width; x++) {
        int column = Math.clamp(bounds.x() + x - RADIUS, 0, picture.width() - 1);
        int at = 3 * (row * picture.width() + column);
        luma[y * width + x] =
            0.299 * (picture.rgb()[at] & 255)
                + 0.587 * (picture.rgb()[at + 1] & 255)
                + 0.114 * (picture.rgb()[at + 2] & 255);
      }
    }
    return luma;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static double[] blurred(double[] padded, Area bounds) {
    int wide = bounds.width() + 2 * RADIUS;
    int tall = bounds.height() + 2 * RADIUS;
    double[] across = new double[bounds.width() * tall];
    for (int y = 0; y < tall; y++) {
      for (int x = 0; x < bounds.width(); x++) {
        double sum = 0;
        for (int k = 0; k < WINDOW.length; k++) {
          sum += WINDOW[k] * padded[y * wide + x + k];
        }
        across[y * bounds.width() + x] = sum;
      }
    }
    double[] blurred = new double[bounds.width() * bounds.height()];
    for (int y = 0; y < bounds.height(); y++) {
      for (int x = 0; x < bounds.width(); x++) {
        double sum = 0;
        for (int k = 0; k < WINDOW.length; k++) {
          sum += WINDOW[k] * across[(y + k) * bounds.width() + x];
        }
        blurred[y * bounds.width() + x] = sum;
      }
    }
    return blurred;
  }

  private static double[] window() {
    double[] window = new double[2 * RADIUS + 1];
    double sum = 0;
    for (int k = 0; k < window.length; k++) {
      double distance = k - RADIUS;
      window[k] = StrictMath.exp(-distance * distance / (2 * 1.5 * 1.5));
      sum += window[k];
    }
    for (int k = 0; k < window.length; k++) {
      window[k] /= sum;
    }
    return window;
  }
}
