package dev.likeness.model.blending;

import dev.likeness.model.geometry.Area;
import java.util.Optional;

/**
 * A convex polygon whose opacity is 1 in a core and falls with the distance from that core, to 0
 * within the polygon: rounded at the corners as a blur would make it, and unlike a blur it cannot
 * leak outwards.
 */
final class FadedPolygon {
  /** Share of a polygon's depth that fading may take, so that some core is left. */
  private static final double MOST = 0.9;

  private final ConvexPolygon outline;
  private final ConvexPolygon core;
  private final double start;
  private final double width;

  private FadedPolygon(ConvexPolygon outline, ConvexPolygon core, double start, double width) {
    this.outline = outline;
    this.core = core;
    this.start = start;
    this.width = width;
  }

  /**
   * Opacity rises from {@code start} pixels inside the outline over {@code width} pixels; where the
   * polygon is too narrow for that, over what fits, in the same proportion. Empty when it is less
   * than a pixel deep.
   */
  static Optional<FadedPolygon> of(ConvexPolygon outline, double start, double width) {
    double depth = outline.depth();
    if (depth < 0.5) {
      return Optional.empty();
    }
    double fit = Math.min(1, MOST * depth / (start + width));
    ConvexPolygon core = new ConvexPolygon(outline.inset(fit * (start + width)));
    return Optional.of(new FadedPolygon(outline, core, fit * start, fit * width));
  }

  Area bounds() {
    return outline.bounds();
  }

  /** 0 to 1 at a place in pixels. */
  float opacity(double x, double y) {
    double share = Math.max(0, 1 - core.distance(x, y) / width);
    return (float) (share * share * (3 - 2 * share));
  }

  /** Multiplies the opacities of a row of pixels into {@code row}, which starts at column left. */
  void multiply(int left, int y, float[] row, int at, int count) {
    int[] faded = outline.span(left, y, count, start);
    int[] full = outline.span(left, y, count, start + width);
    for (int i = 0; i < count; i++) {
      if (i < faded[0] || i >= faded[1]) {
        row[at + i] = 0;
      } else if (i < full[0] || i >= full[1]) {
        row[at + i] *= opacity(left + i + 0.5, y + 0.5);
      }
    }
  }
}
