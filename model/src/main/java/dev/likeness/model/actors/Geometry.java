package dev.likeness.model.actors;

import java.util.List;

/** All surfaces of a frame in one set of tables, projected by the camera. */
final class Geometry {
  private final double[] x;
  private final double[] y;
  private final double[] nearness;
  private final double[] normals;
  private final double[] uv;
  private final double[] open;
  private final int[] corners;
  private final byte[] owners;
  private final boolean[] turned;
  private final List<Surface> surfaces;

  private Geometry(List<Surface> surfaces, int points, int triangles) {
    this.surfaces = surfaces;
    x = new double[points];
    y = new double[points];
    nearness = new double[points];
    normals = new double[3 * points];
    uv = new double[2 * points];
    open = new double[points];
    corners = new int[3 * triangles];
    owners = new byte[triangles];
    turned = new boolean[triangles];
  }

  static Geometry seen(List<Surface> surfaces, Camera camera) {
    int points = surfaces.stream().mapToInt(s -> s.points().length / 3).sum();
    int triangles = surfaces.stream().mapToInt(s -> s.triangles().length / 3).sum();
    var geometry = new Geometry(surfaces, points, triangles);
    int firstPoint = 0;
    int firstTriangle = 0;
    for (int s = 0; s < surfaces.size(); s++) {
      geometry.take(surfaces.get(s), s, firstPoint, firstTriangle, camera);
      firstPoint += surfaces.get(s).points().length / 3;
      firstTriangle += surfaces.get(s).triangles().length / 3;
    }
    return geometry;
  }

  private void take(Surface surface, int number, int firstPoint, int firstTriangle, Camera camera) {
    double[] p = surface.points();
    for (int i = 0; 3 * i < p.length; i++) {
      double depth = Camera.DISTANCE - p[3 * i + 2];
      double magnified = camera.scale() * Camera.DISTANCE / depth;
      x[firstPoint + i] = camera.x() + p[3 * i] * magnified;
      y[firstPoint + i] = camera.y() - p[3 * i + 1] * magnified;
      nearness[firstPoint + i] = 1 / depth;
    }
    System.arraycopy(surface.normals(), 0, normals, 3 * firstPoint, p.length);
    System.arraycopy(surface.uv(), 0, uv, 2 * firstPoint, 2 * (p.length / 3));
    System.arraycopy(surface.open(), 0, open, firstPoint, p.length / 3);
    int[] t = surface.triangles();
    for (int i = 0; i < t.length; i++) {
      corners[3 * firstTriangle + i] = firstPoint + t[i];
    }
    for (int i = 0; 3 * i < t.length; i++) {
      owners[firstTriangle + i] = (byte) number;
      turned[firstTriangle + i] = seenFromBehind(p, surface.normals(), t, 3 * i);
    }
  }

  /** Whether the camera sees the side of a triangle from which its corners' normals point away. */
  private static boolean seenFromBehind(double[] p, double[] n, int[] t, int at) {
    int a = 3 * t[at];
    int b = 3 * t[at + 1];
    int c = 3 * t[at + 2];
    double ux = p[b] - p[a];
    double uy = p[b + 1] - p[a + 1];
    double uz = p[b + 2] - p[a + 2];
    double vx = p[c] - p[a];
    double vy = p[c + 1] - p[a + 1];
    double vz = p[c + 2] - p[a + 2];
    double nx = uy * vz - uz * vy;
    double ny = uz * vx - ux * vz;
    double nz = ux * vy - uy * vx;
    double outwards =
        nx * (n[a] + n[b] + n[c])
            + ny * (n[a + 1] + n[b + 1] + n[c + 1])
            + nz * (n[a + 2] + n[b + 2] + n[c + 2]);
    double towardsCamera = -nx * p[a] - ny * p[a + 1] + nz * (Camera.DISTANCE - p[a + 2]);
    return outwards * towardsCamera < 0;
  }

  int triangles() {
    return owners.length;
  }

  int corner(int triangle, int number) {
    return corners[3 * triangle + number];
  }

  double x(int point) {
    return x[point];
  }

  double y(int point) {
    return y[point];
  }

  /** One over the distance to the camera, which is linear across a triangle on the screen. */
  double nearness(int point) {
    return nearness[point];
  }

  double normal(int point, int axis) {
    return normals[3 * point + axis];
  }

  double uv(int point, int axis) {
    return uv[2 * point + axis];
  }

  double open(int point) {
    return open[point];
  }

  boolean turned(int triangle) {
    return turned[triangle];
  }

  boolean face(int triangle) {
    return surfaces.get(owners[triangle]).face();
  }

  Material material(int triangle) {
    return surfaces.get(owners[triangle]).material();
  }
}
