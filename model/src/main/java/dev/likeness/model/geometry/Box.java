package dev.likeness.model.geometry;

/**
 * An upright rectangle in pixels: top left corner, width and height, the latter two never negative.
 */
public record Box(double x, double y, double width, double height) {
  public Box {
    if (!(width >= 0 && height >= 0)) {
      throw new IllegalArgumentException("A box of " + width + " x " + height + " is not one.");
    }
  }

  public double area() {
    return width * height;
  }

  public Point center() {
    return new Point(x + width / 2, y + height / 2);
  }

  /** Intersection over union, 0 to 1. */
  public double overlap(Box other) {
    double w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    return w * h / (area() + other.area() - w * h);
  }
}
