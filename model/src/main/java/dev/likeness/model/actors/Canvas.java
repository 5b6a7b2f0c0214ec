package dev.likeness.model.actors;

import java.util.function.DoubleUnaryOperator;

/** A square in texture coordinates to paint on; every stroke is laid over what is there. */
final class Canvas {
  /** How strongly a stroke covers a place, 0 to 1. */
  interface Cover {
    double at(double u, double v);
  }

  private final int size;
  private final float[] texels;

  Canvas(int size) {
    this.size = size;
    texels = new float[3 * size * size];
  }

  Texture texture() {
    return new Texture(size, texels.clone());
  }

  void fill(Colour colour, Cover cover) {
    fill(0, 0, 1, 1, colour, cover);
  }

  /** Lays a colour over the box from (left, top) to (right, bottom). */
  void fill(double left, double top, double right, double bottom, Colour colour, Cover cover) {
    double[] rgb = {colour.red(), colour.green(), colour.blue()};
    for (int y = clip(top); y < clip(bottom + 1.0 / size); y++) {
      for (int x = clip(left); x < clip(right + 1.0 / size); x++) {
        double share = cover.at((x + 0.5) / size, (y + 0.5) / size);
        if (share > 0) {
          int at = 3 * (y * size + x);
          for (int c = 0; c < 3; c++) {
            texels[at + c] = (float) (texels[at + c] + share * (rgb[c] - texels[at + c]));
          }
        }
      }
    }
  }

  /** Multiplies the skin's three colours by 1 + change x the weight of the colour. */
  void modulate(double[] weights, Cover change) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double amount = change.at((x + 0.5) / size, (y + 0.5) / size);
        for (int c = 0; c < 3; c++) {
          texels[3 * (y * size + x) + c] *= (float) (1 + amount * weights[c]);
        }
      }
    }
  }

  /** A soft round spot. */
  void spot(double u, double v, double radiusU, double radiusV, Colour colour, double strength) {
    fill(
        u - 2 * radiusU,
        v - 2 * radiusV,
        u + 2 * radiusU,
        v + 2 * radiusV,
        colour,
        (x, y) -> {
          double a = (x - u) / radiusU;
          double b = (y - v) / radiusV;
          return strength * Noise.step(2, 0, Math.sqrt(a * a + b * b));
        });
  }

  /**
   * A line along points {@code [n, 2]}, soft at its edges.
   *
   * @param width half width at a place along the line from 0 to 1
   */
  void line(double[][] points, DoubleUnaryOperator width, Colour colour, double strength) {
    for (int i = 0; i + 1 < points.length; i++) {
      double[] a = points[i];
      double[] b = points[i + 1];
      double place = (i + 0.5) / (points.length - 1);
      double half = width.applyAsDouble(place);
      fill(
          Math.min(a[0], b[0]) - half,
          Math.min(a[1], b[1]) - half,
          Math.max(a[0], b[0]) + half,
          Math.max(a[1], b[1]) + half,
          colour,
          (u, v) -> strength * Noise.step(half, 0.3 * half, distance(a, b, u, v)));
    }
  }

  /** Distance to the outline of a polygon {@code [n, 2]}: negative inside. */
  static double signedDistance(double[][] polygon, double u, double v) {
    double nearest = Double.MAX_VALUE;
    boolean inside = false;
    for (int i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
      double[] a = polygon[i];
      double[] b = polygon[j];
      nearest = Math.min(nearest, distance(a, b, u, v));
      if ((a[1] > v) != (b[1] > v) && u < (b[0] - a[0]) * (v - a[1]) / (b[1] - a[1]) + a[0]) {
        inside = !inside;
      }
    }
    return inside ? -nearest : nearest;
  }

  static double distance(double[] a, double[] b, double u, double v) {
    double du = b[0] - a[0];
    double dv = b[1] - a[1];
    double length = du * du + dv * dv;
    double t = length == 0 ? 0 : Math.clamp(((u - a[0]) * du + (v - a[1]) * dv) / length, 0, 1);
    double x = u - a[0] - t * du;
    double y = v - a[1] - t * dv;
    return Math.sqrt(x * x + y * y);
  }

  private int clip(double coordinate) {
    return (int) Math.clamp(coordinate * size, 0, size);
  }
}
