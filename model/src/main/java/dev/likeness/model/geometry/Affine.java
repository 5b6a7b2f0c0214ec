package dev.likeness.model.geometry;

/** An affine map of the plane: x' = a x + b y + c, y' = d x + e y + f. */
public record Affine(double a, double b, double c, double d, double e, double f) {
  public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

  public static Affine translation(double x, double y) {
    return new Affine(1, 0, x, 0, 1, y);
  }

  public static Affine scaling(double x, double y) {
    return new Affine(x, 0, 0, 0, y, 0);
  }

  /**
   * A rotation about the origin; positive turns the x axis towards the y axis (clockwise to the
   * eye).
   */
  public static Affine rotation(double radians) {
    double cos = Math.cos(radians);
    double sin = Math.sin(radians);
    return new Affine(cos, -sin, 0, sin, cos, 0);
  }

  /** Maps the box onto the unit square. */
  public static Affine toUnit(Box box) {
    return new Affine(
        1 / box.width(), 0, -box.x() / box.width(), 0, 1 / box.height(), -box.y() / box.height());
  }

  public Point apply(Point p) {
    return new Point(a * p.x() + b * p.y() + c, d * p.x() + e * p.y() + f);
  }

  /** This map first, then the next one. */
  public Affine then(Affine next) {
    return new Affine(
        next.a * a + next.b * d,
        next.a * b + next.b * e,
        next.a * c + next.b * f + next.c,
        next.d * a + next.e * d,
        next.d * b + next.e * e,
        next.d * c + next.e * f + next.f);
  }

  public Affine inverse() {
    double det = determinant();
    if (det == 0 || !Double.isFinite(det)) {
      throw new IllegalStateException("This map has no inverse: " + this);
    }
    return new Affine(
        e / det, -b / det, (b * f - e * c) / det, -d / det, a / det, (d * c - a * f) / det);
  }

  public double determinant() {
    return a * e - b * d;
  }

  /**
   * How many output pixels one input pixel becomes, along a side: the root of the area's change.
   */
  public double scale() {
    return Math.sqrt(Math.abs(determinant()));
  }
}
