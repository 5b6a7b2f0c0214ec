package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;

/** Measures a face on its chip, so that faces of all sizes are judged on the same grid. */
final class QualityMeter {
  private static final int GRID = 16;
  private static final double CHIP_SCORE = 0.5;
  private static final double CHIP_SIZE = 24;
  private static final double CHIP_YAW = 50;
  private static final double CHIP_INSIDE = 0.8;

  private QualityMeter() {}

  /**
   * Size and place from the map, light and sharpness from the chip's core box (100 x 100 pixels):
   * the variance of the 4-neighbour Laplacian of luma in 0 to 255.
   */
  static Quality measure(Picture chip, Affine toCore, int width, int height) {
    int first = (int) Math.round(Chip.SIDE * Chip.PADDING / (1 + 2 * Chip.PADDING));
    int last = Chip.SIDE - first;
    int[] luma = new int[Chip.SIDE * Chip.SIDE];
    for (int i = 0; i < luma.length; i++) {
      byte[] rgb = chip.rgb();
      luma[i] =
          54 * (rgb[3 * i] & 255) + 183 * (rgb[3 * i + 1] & 255) + 19 * (rgb[3 * i + 2] & 255);
    }
    long light = 0;
    long sum = 0;
    double squares = 0;
    for (int y = first; y < last; y++) {
      for (int x = first; x < last; x++) {
        int at = y * Chip.SIDE + x;
        int edge =
            4 * luma[at]
                - luma[at - 1]
                - luma[at + 1]
                - luma[at - Chip.SIDE]
                - luma[at + Chip.SIDE];
        light += luma[at];
        sum += edge;
        squares += (double) edge * edge;
      }
    }
    double count = (double) (last - first) * (last - first);
    double mean = sum / count;
    double sharpness = (squares / count - mean * mean) / (256.0 * 256.0);
    return new Quality(
        1 / toCore.scale(), sharpness, inside(toCore, width, height), light / count / (256 * 255));
  }

  /** The share of the core box that lies inside a frame, sampled on a 16 x 16 grid. */
  static double inside(Affine toCore, int width, int height) {
    Affine toFrame = toCore.inverse();
    int count = 0;
    for (int y = 0; y < GRID; y++) {
      for (int x = 0; x < GRID; x++) {
        Point p = toFrame.apply(new Point((x + 0.5) / GRID, (y + 0.5) / GRID));
        if (p.x() >= 0 && p.y() >= 0 && p.x() <= width && p.y() <= height) {
          count++;
        }
      }
    }
    return (double) count / (GRID * GRID);
  }

  /**
   * The fixed rule by which a face gets a chip: sure, at least 24 pixels, yaw up to 50 degrees,
   * four fifths inside the frame.
   */
  static boolean deservesChip(double score, double meshScore, Pose pose, Quality quality) {
    return score >= CHIP_SCORE
        && meshScore >= CHIP_SCORE
        && quality.size() >= CHIP_SIZE
        && Math.abs(pose.yaw()) <= CHIP_YAW
        && quality.inside() >= CHIP_INSIDE;
  }

  /** The map from frame pixels to the chip. */
  static Affine toChip(Affine toCore) {
    double side = 1 + 2 * Chip.PADDING;
    return toCore.then(
        Affine.toUnit(new Box(-Chip.PADDING, -Chip.PADDING, side, side))
            .then(Affine.scaling(Chip.SIDE, Chip.SIDE)));
  }
}
