package dev.likeness.model.actors;

import dev.likeness.model.image.FloatPicture;

/** A room out of focus: a wall with a soft light on it and a few blurred things. */
final class Backdrop {
  private Backdrop() {}

  /** The room as {@code [height, width, 3]} in linear light. */
  static FloatPicture paint(int width, int height, Colour wall, Noise noise) {
    var picture = FloatPicture.blank(width, height, 3);
    double[] light = new double[3];
    double glowX = noise.between(0, 0.1, 0.9);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = (x + 0.5) / height;
        double v = (y + 0.5) / height;
        double across = (x + 0.5) / width;
        double glow = 0.55 + 0.6 * Noise.bell(across - glowX, 0.45) * Noise.bell(v - 0.3, 0.7);
        wall.times(glow * (1.05 - 0.35 * v)).into(light);
        for (int k = 0; k < 7; k++) {
          double left = noise.between(10 + 5L * k, -0.1, 1.8);
          double wide = noise.between(11 + 5L * k, 0.05, 0.22);
          double top = noise.between(12 + 5L * k, 0.1, 0.8);
          double edge = Noise.step(wide + 0.05, wide - 0.05, Math.abs(u - left));
          double below = Noise.step(top - 0.06, top + 0.06, v);
          double tint = noise.between(13 + 5L * k, 0.55, 1.35);
          double share = 0.55 * edge * below;
          light[0] *= 1 + share * (tint * 1.05 - 1);
          light[1] *= 1 + share * (tint - 1);
          light[2] *= 1 + share * (tint * noise.between(14 + 5L * k, 0.8, 1.1) - 1);
        }
        for (int c = 0; c < 3; c++) {
          picture.data()[3 * (y * width + x) + c] = (float) light[c];
        }
      }
    }
    return picture;
  }
}
