package dev.likeness.model.training;

import java.util.Arrays;

/**
 * Contrast-limited adaptive histogram equalisation (Zuiderveld 1994) of a square plane of
 * lightness, clip limit 2: one curve per tile, blended between the tiles' centres.
 */
final class Equalisation {
  private static final int BINS = 256;
  private static final double CLIP = 2;
  private static final int MOST_TILES = 6;

  private final int size;
  private final int[] histogram = new int[BINS];
  private final float[] curves = new float[MOST_TILES * MOST_TILES * BINS];
  private int tiles;

  Equalisation(int size) {
    this.size = size;
  }

  /** Learns the curves of a plane, 0 to 1, from {@code count} tiles a side. */
  void learn(float[] plane, int count) {
    tiles = count;
    for (int ty = 0; ty < count; ty++) {
      for (int tx = 0; tx < count; tx++) {
        curve(plane, tx, ty);
      }
    }
  }

  private void curve(float[] plane, int tx, int ty) {
    Arrays.fill(histogram, 0);
    int pixels = 0;
    for (int y = ty * size / tiles; y < (ty + 1) * size / tiles; y++) {
      for (int x = tx * size / tiles; x < (tx + 1) * size / tiles; x++) {
        histogram[bin(plane[y * size + x])]++;
        pixels++;
      }
    }
    double limit = Math.max(1, CLIP * pixels / BINS);
    double excess = 0;
    for (int count : histogram) {
      excess += Math.max(0, count - limit);
    }
    double sum = 0;
    int at = (ty * tiles + tx) * BINS;
    for (int i = 0; i < BINS; i++) {
      sum += Math.min(histogram[i], limit) + excess / BINS;
      curves[at + i] = (float) (sum / pixels);
    }
  }

  private static int bin(float value) {
    return (int) (value * (BINS - 1) + 0.5f);
  }

  /** Passes a plane of the same size, 0 to 1, through the curves. */
  void apply(float[] plane) {
    for (int y = 0; y < size; y++) {
      float gy = between(y);
      int y0 = (int) gy;
      int y1 = Math.min(y0 + 1, tiles - 1);
      float fy = gy - y0;
      for (int x = 0; x < size; x++) {
        float gx = between(x);
        int x0 = (int) gx;
        int x1 = Math.min(x0 + 1, tiles - 1);
        float fx = gx - x0;
        int bin = bin(plane[y * size + x]);
        float top =
            curves[(y0 * tiles + x0) * BINS + bin] * (1 - fx)
                + curves[(y0 * tiles + x1) * BINS + bin] * fx;
        float bottom =
            curves[(y1 * tiles + x0) * BINS + bin] * (1 - fx)
                + curves[(y1 * tiles + x1) * BINS + bin] * fx;
        float blended = top * (1 - fy) + bottom * fy;
        plane[y * size + x] = blended < 1 ? blended : 1;
      }
    }
  }

  /** Where a pixel's centre lies between the centres of tiles, 0 to {@code tiles - 1}. */
  private float between(int pixel) {
    float at = (pixel + 0.5f) * tiles / size - 0.5f;
    return at > 0 ? (at < tiles - 1f ? at : tiles - 1f) : 0;
  }
}
