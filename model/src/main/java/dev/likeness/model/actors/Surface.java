package dev.likeness.model.actors;

import java.util.Arrays;

/**
 * Triangles and what the light needs to know at every corner: {@code points} and {@code normals}
 * {@code [n, 3]}, {@code uv} {@code [n, 2]}, {@code open} {@code [n]} (how much of the room a point
 * sees, 0 to 1), {@code triangles} {@code [m, 3]}.
 *
 * @param face whether this is part of the face that a swap exchanges
 */
@SuppressWarnings("ArrayRecordComponent") // scratch geometry of one frame, compared by nobody
record Surface(
    double[] points,
    double[] normals,
    double[] uv,
    double[] open,
    int[] triangles,
    Material material,
    boolean face) {

  /** A surface that sees the whole room, with normals from its triangles. */
  static Surface of(double[] points, double[] uv, int[] triangles, Material material) {
    double[] open = new double[points.length / 3];
    Arrays.fill(open, 1);
    return new Surface(points, normals(points, triangles), uv, open, triangles, material, false);
  }

  Surface asFace() {
    return new Surface(points, normals, uv, open, triangles, material, true);
  }

  Surface with(double[] openness) {
    return new Surface(points, normals, uv, openness, triangles, material, face);
  }

  /** The triangles of a grid of rows x columns points, row after row, perhaps closed sideways. */
  static int[] grid(int rows, int columns, boolean closed) {
    int across = closed ? columns : columns - 1;
    int[] triangles = new int[6 * (rows - 1) * across];
    int at = 0;
    for (int r = 0; r + 1 < rows; r++) {
      for (int c = 0; c < across; c++) {
        int a = r * columns + c;
        int b = r * columns + (c + 1) % columns;
        for (int point : new int[] {a, a + columns, b, b, a + columns, b + columns}) {
          triangles[at++] = point;
        }
      }
    }
    return triangles;
  }

  /** Unit normals {@code [n, 3]}: the mean of the triangles around a point by their area. */
  static double[] normals(double[] p, int[] triangles) {
    double[] normals = new double[p.length];
    for (int t = 0; t < triangles.length; t += 3) {
      int a = 3 * triangles[t];
      int b = 3 * triangles[t + 1];
      int c = 3 * triangles[t + 2];
      double ux = p[b] - p[a];
      double uy = p[b + 1] - p[a + 1];
      double uz = p[b + 2] - p[a + 2];
      double vx = p[c] - p[a];
      double vy = p[c + 1] - p[a + 1];
      double vz = p[c + 2] - p[a + 2];
      double nx = uy * vz - uz * vy;
      double ny = uz * vx - ux * vz;
      double nz = ux * vy - uy * vx;
      for (int corner : new int[] {a, b, c}) {
        normals[corner] += nx;
        normals[corner + 1] += ny;
        normals[corner + 2] += nz;
      }
    }
    normalise(normals);
    return normals;
  }

  static void normalise(double[] vectors) {
    for (int i = 0; i < vectors.length; i += 3) {
      double x = vectors[i];
      double y = vectors[i + 1];
      double z = vectors[i + 2];
      double length = Math.sqrt(x * x + y * y + z * z);
      if (length > 0) {
        vectors[i] = x / length;
        vectors[i + 1] = y / length;
        vectors[i + 2] = z / length;
      }
    }
  }
}
