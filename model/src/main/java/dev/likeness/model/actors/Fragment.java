package dev.likeness.model.actors;

/** Lights one triangle at one place of the screen; scratch of one thread. */
final class Fragment {
  private final Geometry geometry;
  private final Lighting lighting;
  private final double[] normal = new double[3];
  private final double[] colour = new double[3];

  Fragment(Geometry geometry, Lighting lighting) {
    this.geometry = geometry;
    this.lighting = lighting;
  }

  /** Adds {@code weight} times the light that a triangle sends from the place x, y in pixels. */
  void light(int triangle, double x, double y, double weight, double[] sum) {
    int a = geometry.corner(triangle, 0);
    int b = geometry.corner(triangle, 1);
    int c = geometry.corner(triangle, 2);
    double ux = geometry.x(b) - geometry.x(a);
    double uy = geometry.y(b) - geometry.y(a);
    double vx = geometry.x(c) - geometry.x(a);
    double vy = geometry.y(c) - geometry.y(a);
    double px = x - geometry.x(a);
    double py = y - geometry.y(a);
    double area = ux * vy - vx * uy;
    double second = Math.clamp((px * vy - vx * py) / area, 0, 1);
    double third = Math.clamp((ux * py - px * uy) / area, 0, 1 - second);
    double wa = (1 - second - third) * geometry.nearness(a);
    double wb = second * geometry.nearness(b);
    double wc = third * geometry.nearness(c);
    double whole = wa + wb + wc;
    wa /= whole;
    wb /= whole;
    wc /= whole;
    double length = 0;
    for (int k = 0; k < 3; k++) {
      normal[k] =
          wa * geometry.normal(a, k) + wb * geometry.normal(b, k) + wc * geometry.normal(c, k);
      length += normal[k] * normal[k];
    }
    double unit = (geometry.turned(triangle) ? -1 : 1) / Math.sqrt(Math.max(length, 1e-12));
    for (int k = 0; k < 3; k++) {
      normal[k] *= unit;
    }
    var material = geometry.material(triangle);
    material.colour(
        wa * geometry.uv(a, 0) + wb * geometry.uv(b, 0) + wc * geometry.uv(c, 0),
        wa * geometry.uv(a, 1) + wb * geometry.uv(b, 1) + wc * geometry.uv(c, 1),
        colour);
    double open = wa * geometry.open(a) + wb * geometry.open(b) + wc * geometry.open(c);
    lighting.add(material, colour, normal, open, weight, sum);
  }
}
