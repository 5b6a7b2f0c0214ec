package dev.likeness.model.actors;

import java.util.ArrayList;
import java.util.List;

/**
 * A square picture in linear light with halved copies of itself; each copy holds {@code [size,
 * size, 3]}, sampled bilinearly at u, v from 0 to 1.
 */
final class Texture {
  private final List<float[]> levels = new ArrayList<>();
  private final int size;

  /** Takes {@code [size, size, 3]} over; {@code size} is a power of two. */
  Texture(int size, float[] texels) {
    this.size = size;
    levels.add(texels);
    for (int half = size / 2; half >= 32; half /= 2) {
      levels.add(halve(levels.getLast(), half));
    }
  }

  /** The copy in which one texel is about as large as a pixel: {@code pixels} cover the whole. */
  int levelFor(double pixels) {
    int level = 0;
    while (level + 1 < levels.size() && (size >> (level + 1)) >= 0.8 * pixels) {
      level++;
    }
    return level;
  }

  void sample(int level, double u, double v, double[] rgb) {
    float[] texels = levels.get(level);
    int side = size >> level;
    double x = Math.clamp(u * side - 0.5, 0, side - 1.001);
    double y = Math.clamp(v * side - 0.5, 0, side - 1.001);
    int column = (int) x;
    int row = (int) y;
    double right = x - column;
    double down = y - row;
    int at = 3 * (row * side + column);
    int below = at + 3 * side;
    for (int c = 0; c < 3; c++) {
      double upper = texels[at + c] + right * (texels[at + 3 + c] - texels[at + c]);
      double lower = texels[below + c] + right * (texels[below + 3 + c] - texels[below + c]);
      rgb[c] = upper + down * (lower - upper);
    }
  }

  private static float[] halve(float[] large, int half) {
    float[] small = new float[3 * half * half];
    int stride = 6 * half;
    for (int y = 0; y < half; y++) {
      for (int x = 0; x < half; x++) {
        for (int c = 0; c < 3; c++) {
          int at = 2 * y * stride + 6 * x + c;
          small[3 * (y * half + x) + c] =
              (large[at] + large[at + 3] + large[at + stride] + large[at + stride + 3]) / 4;
        }
      }
    }
    return small;
  }
}
