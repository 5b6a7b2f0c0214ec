package dev.likeness.model.scoring;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.FloatPicture;

/**
 * The pixels of one frame that count: {@code inside} holds {@code [height, width]}, {@code bounds}
 * encloses those that are true.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Region(int width, int height, boolean[] inside, Area bounds) {
  private static final double EROSION = 0.03;
  private static final float WHOLE = 0.999f;

  /**
   * Where both coverages ({@code [height, width, 1]}) are whole, eroded by 3 % of the face's size:
   * the root of its area in pixels.
   *
   * @throws IllegalArgumentException when nothing is left
   */
  public static Region of(FloatPicture first, FloatPicture second) {
    if (first.width() != second.width() || first.height() != second.height()) {
      throw new IllegalArgumentException("The two coverages differ in size.");
    }
    int width = first.width();
    int height = first.height();
    boolean[] common = new boolean[width * height];
    int count = 0;
    for (int i = 0; i < common.length; i++) {
      common[i] = first.data()[i] >= WHOLE && second.data()[i] >= WHOLE;
      count += common[i] ? 1 : 0;
    }
    int radius = (int) Math.max(1, Math.round(EROSION * Math.sqrt(count)));
    return eroded(width, height, common, radius);
  }

  public int pixels() {
    int count = 0;
    for (boolean pixel : inside) {
      count += pixel ? 1 : 0;
    }
    return count;
  }

  private static Region eroded(int width, int height, boolean[] whole, int radius) {
    boolean[] inside = new boolean[whole.length];
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (whole[y * width + x] && discFits(width, height, whole, x, y, radius)) {
          inside[y * width + x] = true;
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    if (right < 0) {
      throw new IllegalArgumentException(
          "The two faces share no pixel in this frame, so there is nothing to score.");
    }
    var bounds = new Area(left, top, right - left + 1, bottom - top + 1);
    return new Region(width, height, inside, bounds);
  }

  private static boolean discFits(
      int width, int height, boolean[] whole, int x, int y, int radius) {
    for (int dy = -radius; dy <= radius; dy++) {
      for (int dx = -radius; dx <= radius; dx++) {
        int column = x + dx;
        int row = y + dy;
        boolean outside =
            column < 0
                || column >= width
                || row < 0
                || row >= height
                || !whole[row * width + column];
        if (outside && dx * dx + dy * dy <= radius * radius) {
          return false;
        }
      }
    }
    return true;
  }
}
