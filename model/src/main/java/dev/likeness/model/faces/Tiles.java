package dev.likeness.model.faces;

import dev.likeness.model.geometry.Area;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a frame the detector looks at: the whole, then, while the smallest wanted face is
 * less than 1/16 of a part's side, squares of half the side that overlap by a quarter. A face too
 * large for the overlap is one the next larger squares see.
 */
final class Tiles {
  /** The smallest face one pass finds, as a share of the longest side. */
  static final double SEEN = 1.0 / 16;

  private static final int SMALLEST = 64;

  private Tiles() {}

  /**
   * The parts of a frame, the whole first.
   *
   * @param smallest the smallest face to find, as a share of the frame's longest side
   */
  static List<Area> of(int width, int height, double smallest) {
    List<Area> parts = new ArrayList<>();
    parts.add(new Area(0, 0, width, height));
    int longest = Math.max(width, height);
    double side = longest;
    while (side * SEEN > smallest * longest * (1 + 1e-9) && side / 2 >= SMALLEST) {
      side = Math.max(side / 2, smallest * longest / SEEN);
      int tile = (int) Math.ceil(side);
      for (int y : starts(height, tile)) {
        for (int x : starts(width, tile)) {
          parts.add(new Area(x, y, Math.min(tile, width - x), Math.min(tile, height - y)));
        }
      }
    }
    return parts;
  }

  private static List<Integer> starts(int length, int tile) {
    if (tile >= length) {
      return List.of(0);
    }
    int count = 1 + (int) Math.ceil((length - tile) / (0.75 * tile));
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      starts.add((int) Math.round((double) i * (length - tile) / (count - 1)));
    }
    return starts;
  }
}
