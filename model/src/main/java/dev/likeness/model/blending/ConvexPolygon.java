package dev.likeness.model.blending;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.List;

/** A convex polygon in pixels, as its corners and as the half planes of its sides. */
final class ConvexPolygon {
  private final List<Point> corners;
  private final double[] normalX;
  private final double[] normalY;
  private final double[] offset;
  private final double[] length;

  /**
   * @param corners clockwise to the eye, no two neighbours equal
   */
  ConvexPolygon(List<Point> corners) {
    this.corners = List.copyOf(corners);
    int sides = corners.size();
    normalX = new double[sides];
    normalY = new double[sides];
    offset = new double[sides];
    length = new double[sides];
    for (int i = 0; i < sides; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % sides);
      length[i] = from.distance(to);
      normalX[i] = (from.y() - to.y()) / length[i];
      normalY[i] = (to.x() - from.x()) / length[i];
      offset[i] = -(normalX[i] * from.x() + normalY[i] * from.y());
    }
  }

  /** The smallest area of whole pixels around the polygon. */
  Area bounds() {
    int left = (int) Math.floor(corners.stream().mapToDouble(Point::x).min().orElseThrow());
    int top = (int) Math.floor(corners.stream().mapToDouble(Point::y).min().orElseThrow());
    int right = (int) Math.ceil(corners.stream().mapToDouble(Point::x).max().orElseThrow());
    int bottom = (int) Math.ceil(corners.stream().mapToDouble(Point::y).max().orElseThrow());
    return new Area(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /** Corners of the part that lies at least this far inside every side; empty when none does. */
  List<Point> inset(double distance) {
    List<Point> kept = corners;
    for (int i = 0; i < offset.length; i++) {
      List<Point> clipped = new ArrayList<>(kept.size() + 1);
      for (int j = 0; j < kept.size(); j++) {
        Point here = kept.get(j);
        Point next = kept.get((j + 1) % kept.size());
        double inside = inside(i, here.x(), here.y()) - distance;
        double nextInside = inside(i, next.x(), next.y()) - distance;
        if (inside >= 0) {
          add(clipped, here);
        }
        if ((inside > 0 && nextInside < 0) || (inside < 0 && nextInside > 0)) {
          double share = inside / (inside - nextInside);
          add(
              clipped,
              new Point(
                  here.x() + share * (next.x() - here.x()),
                  here.y() + share * (next.y() - here.y())));
        }
      }
      kept = clipped;
    }
    // Corners that fell together would make a side without a direction.
    if (kept.size() > 1 && near(kept.getFirst(), kept.getLast())) {
      kept = kept.subList(0, kept.size() - 1);
    }
    return kept.size() < 3 ? List.of() : kept;
  }

  private static void add(List<Point> corners, Point corner) {
    if (corners.isEmpty() || !near(corners.getLast(), corner)) {
      corners.add(corner);
    }
  }

  private static boolean near(Point a, Point b) {
    return a.distance(b) < 1e-6;
  }

  /** The largest distance that {@link #inset} survives, to a thousandth of a pixel. */
  double depth() {
    Area bounds = bounds();
    double low = 0;
    double high = Math.max(bounds.width(), bounds.height());
    while (high - low > 1e-3) {
      double middle = (low + high) / 2;
      if (inset(middle).isEmpty()) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** The distance of a place from the polygon in pixels; 0 inside. */
  double distance(double x, double y) {
    double nearest = Double.MAX_VALUE;
    boolean outside = false;
    for (int i = 0; i < offset.length; i++) {
      double inside = inside(i, x, y);
      if (inside < 0) {
        outside = true;
        Point from = corners.get(i);
        // Along the side: its direction is the normal turned by a quarter.
        double along = (x - from.x()) * normalY[i] - (y - from.y()) * normalX[i];
        double beyond = along - Math.clamp(along, 0.0, length[i]);
        nearest = Math.min(nearest, inside * inside + beyond * beyond);
      }
    }
    return outside ? Math.sqrt(nearest) : 0;
  }

  /**
   * The pixels of a row whose centres lie at least {@code inset} inside, from inclusive to
   * exclusive, counted from column {@code left}.
   */
  int[] span(int left, int y, int count, double inset) {
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

  private double inside(int side, double x, double y) {
    return normalX[side] * x + normalY[side] * y + offset[side];
  }
}
