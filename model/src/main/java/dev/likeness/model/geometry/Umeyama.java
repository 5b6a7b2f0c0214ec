package dev.likeness.model.geometry;

import java.util.List;

/** The best rotation, scale and shift between two lists of points, without reflection. */
public final class Umeyama {
  private Umeyama() {}

  /**
   * The similarity that maps {@code from} onto {@code to} with the least squared error (Umeyama
   * 1991; in the plane its singular value decomposition has this closed form).
   *
   * @throws IllegalArgumentException for lists of different or too small size, or points that all
   *     coincide
   */
  public static Affine fit(List<Point> from, List<Point> to) {
    if (from.size() != to.size() || from.size() < 2) {
      throw new IllegalArgumentException(
          from.size() + " points cannot be fitted to " + to.size() + ".");
    }
    Point a = mean(from);
    Point b = mean(to);
    double along = 0;
    double across = 0;
    double spread = 0;
    for (int i = 0; i < from.size(); i++) {
      double x = from.get(i).x() - a.x();
      double y = from.get(i).y() - a.y();
      double u = to.get(i).x() - b.x();
      double v = to.get(i).y() - b.y();
      along += x * u + y * v;
      across += x * v - y * u;
      spread += x * x + y * y;
    }
    if (!(spread > 0)) {
      throw new IllegalArgumentException("Points that all coincide have no scale.");
    }
    double cos = along / spread;
    double sin = across / spread;
    return new Affine(
        cos, -sin, b.x() - cos * a.x() + sin * a.y(), sin, cos, b.y() - sin * a.x() - cos * a.y());
  }

  private static Point mean(List<Point> points) {
    double x = 0;
    double y = 0;
    for (Point p : points) {
      x += p.x();
      y += p.y();
    }
    return new Point(x / points.size(), y / points.size());
  }
}
