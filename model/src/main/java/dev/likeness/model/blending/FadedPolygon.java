package dev.likeness.model.blending;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The convex hull of some points whose opacity rises inwards: 0 outside and up to {@code start}
 * pixels inside its border, 1 from {@code start + width} pixels on. Distances to the sides are
 * exact, so the fade cannot leak outwards as a blurred mask would.
 */
final class FadedPolygon {
  private final List<Point> corners;
  private final double[] normalX;
  private final double[] normalY;
  private final double[] offset;
  private final double start;
  private final double width;

  private FadedPolygon(List<Point> corners, double start, double width) {
    this.corners = corners;
    this.start = start;
    this.width = width;
    int sides = corners.size();
    normalX = new double[sides];
    normalY = new double[sides];
    offset = new double[sides];
    for (int i = 0; i < sides; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % sides);
      double length = from.distance(to);
      normalX[i] = (from.y() - to.y()) / length;
      normalY[i] = (to.x() - from.x()) / length;
      offset[i] = -(normalX[i] * from.x() + normalY[i] * from.y());
    }
  }

  /** Empty when the points lie on one line. */
  static Optional<FadedPolygon> around(List<Point> points, double start, double width) {
    List<Point> sorted =
        points.stream()
            .distinct()
            .sorted(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y))
            .toList();
    List<Point> hull = new ArrayList<>(halfHull(sorted));
    hull.addAll(halfHull(sorted.reversed()));
    return hull.size() < 3 ? Optional.empty() : Optional.of(new FadedPolygon(hull, start, width));
  }

  /** Andrew's monotone chain (1979), without its last point. */
  private static List<Point> halfHull(List<Point> sorted) {
    List<Point> chain = new ArrayList<>();
    for (Point next : sorted) {
      while (chain.size() > 1 && turn(chain.get(chain.size() - 2), chain.getLast(), next) <= 0) {
        chain.removeLast();
      }
      chain.add(next);
    }
    return chain.subList(0, Math.max(0, chain.size() - 1));
  }

  private static double turn(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  }

  /** The smallest area of whole pixels around the polygon. */
  Area bounds() {
    int left = (int) Math.floor(corners.stream().mapToDouble(Point::x).min().orElseThrow());
    int top = (int) Math.floor(corners.stream().mapToDouble(Point::y).min().orElseThrow());
    int right = (int) Math.ceil(corners.stream().mapToDouble(Point::x).max().orElseThrow());
    int bottom = (int) Math.ceil(corners.stream().mapToDouble(Point::y).max().orElseThrow());
    return new Area(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /** 0 to 1 at a place in pixels. */
  float opacity(double x, double y) {
    double inset = Double.MAX_VALUE;
    for (int i = 0; i < offset.length; i++) {
      inset = Math.min(inset, normalX[i] * x + normalY[i] * y + offset[i]);
    }
    double share = Math.clamp((inset - start) / width, 0.0, 1.0);
    return (float) (share * share * (3 - 2 * share));
  }

  /** Multiplies the opacities of a row of pixels into {@code row}, which starts at column left. */
  void multiply(int left, int y, float[] row, int at, int count) {
    int[] faded = span(left, y, count, start);
    int[] full = span(left, y, count, start + width);
    for (int i = 0; i < count; i++) {
      if (i < faded[0] || i >= faded[1]) {
        row[at + i] = 0;
      } else if (i < full[0] || i >= full[1]) {
        row[at + i] *= opacity(left + i + 0.5, y + 0.5);
      }
    }
  }

  /** The pixels of a row, from inclusive to exclusive, whose centres lie this far inside. */
  private int[] span(int left, int y, int count, double inset) {
    double low = 0;
    double high = count;
    for (int i = 0; i < offset.length; i++) {
      double missing = inset - offset[i] - normalY[i] * (y + 0.5);
      double border = missing / normalX[i] - left - 0.5;
      if (normalX[i] > 0) {
        low = Math.max(low, Math.ceil(border));
      } else if (normalX[i] < 0) {
        high = Math.min(high, Math.floor(border) + 1);
      } else if (missing > 0) {
        high = 0;
      }
    }
    return new int[] {(int) low, (int) high};
  }
}
