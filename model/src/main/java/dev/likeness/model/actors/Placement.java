package dev.likeness.model.actors;

import dev.likeness.model.faces.Pose;

/** Turns head or body coordinates about a pivot into camera coordinates. */
final class Placement {
  private final double[] turn;
  private final double pivotY;
  private final double pivotZ;

  /** Yaw turns to the picture's right, pitch up, roll clockwise; all in degrees. */
  Placement(Pose pose, double pivotY, double pivotZ) {
    this.pivotY = pivotY;
    this.pivotZ = pivotZ;
    double cy = StrictMath.cos(Math.toRadians(pose.yaw()));
    double sy = StrictMath.sin(Math.toRadians(pose.yaw()));
    double cp = StrictMath.cos(Math.toRadians(pose.pitch()));
    double sp = StrictMath.sin(Math.toRadians(pose.pitch()));
    double cr = StrictMath.cos(Math.toRadians(pose.roll()));
    double sr = StrictMath.sin(Math.toRadians(pose.roll()));
    // y points up, so clockwise is a negative turn about z and looking up one about x
    double[] pitch = {1, 0, 0, 0, cp, sp, 0, -sp, cp};
    double[] yaw = {cy, 0, sy, 0, 1, 0, -sy, 0, cy};
    double[] roll = {cr, sr, 0, -sr, cr, 0, 0, 0, 1};
    turn = product(roll, product(yaw, pitch));
  }

  void point(double x, double y, double z, double[] out) {
    double dy = y - pivotY;
    double dz = z - pivotZ;
    out[0] = turn[0] * x + turn[1] * dy + turn[2] * dz;
    out[1] = turn[3] * x + turn[4] * dy + turn[5] * dz + pivotY;
    out[2] = turn[6] * x + turn[7] * dy + turn[8] * dz + pivotZ;
  }

  Surface apply(Surface surface) {
    double[] points = new double[surface.points().length];
    double[] normals = new double[points.length];
    double[] out = new double[3];
    double[] p = surface.points();
    double[] n = surface.normals();
    for (int i = 0; i < points.length; i += 3) {
      point(p[i], p[i + 1], p[i + 2], out);
      System.arraycopy(out, 0, points, i, 3);
      for (int k = 0; k < 3; k++) {
        normals[i + k] =
            turn[3 * k] * n[i] + turn[3 * k + 1] * n[i + 1] + turn[3 * k + 2] * n[i + 2];
      }
    }
    return new Surface(
        points,
        normals,
        surface.uv(),
        surface.open(),
        surface.triangles(),
        surface.material(),
        surface.face());
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[9];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < 3; k++) {
          product[3 * r + c] += a[3 * r + k] * b[3 * k + c];
        }
      }
    }
    return product;
  }
}
