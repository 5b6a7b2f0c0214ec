package dev.likeness.model.faces;

/**
 * Where a head points, from its mesh: the rotation that turns the canonical mesh into this one over
 * points that neither speech nor blinks move (the polar factor of their cross-covariance).
 */
public final class Posing {
  /** Eye corners, nose, forehead and temples. */
  private static final int[] POINTS = {
    33, 133, 362, 263, 168, 6, 197, 4, 1, 2, 98, 327, 10, 54, 67, 297, 284, 127, 356, 234, 454
  };

  private static final Posing CANONICAL = new Posing(CanonicalFace.load());
  private static final int STEPS = 60;

  private final double[] head;

  private Posing(CanonicalFace face) {
    head = new double[3 * POINTS.length];
    for (int i = 0; i < POINTS.length; i++) {
      // The mesh of a picture has y down and z away from the viewer.
      head[3 * i] = face.points()[3 * POINTS[i]];
      head[3 * i + 1] = -face.points()[3 * POINTS[i] + 1];
      head[3 * i + 2] = -face.points()[3 * POINTS[i] + 2];
    }
    center(head);
  }

  public static Posing canonical() {
    return CANONICAL;
  }

  /** The pose of a mesh; roll is taken out last, so yaw and pitch are those of the upright crop. */
  public Pose of(Mesh mesh) {
    double[] seen = new double[head.length];
    for (int i = 0; i < POINTS.length; i++) {
      seen[3 * i] = mesh.point(POINTS[i]).x();
      seen[3 * i + 1] = mesh.point(POINTS[i]).y();
      seen[3 * i + 2] = mesh.z(POINTS[i]);
    }
    center(seen);
    double[] r = rotation(seen);
    return new Pose(
        Math.toDegrees(Math.asin(Math.clamp(r[6], -1, 1))),
        Math.toDegrees(Math.atan2(-r[7], r[8])),
        Math.toDegrees(Math.atan2(r[3], r[0])));
  }

  private double[] rotation(double[] seen) {
    double[] m = new double[9];
    for (int p = 0; p < seen.length; p += 3) {
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          m[3 * row + column] += seen[p + row] * head[p + column];
        }
      }
    }
    // Newton's iteration for the polar factor; the cube root of the determinant speeds it up.
    for (int step = 0; step < STEPS; step++) {
      double[] cofactors = cofactors(m);
      double det = m[0] * cofactors[0] + m[1] * cofactors[1] + m[2] * cofactors[2];
      if (!(det > 0)) {
        return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}; // a flat or mirrored mesh is no head
      }
      double gain = 1 / Math.cbrt(det);
      double change = 0;
      for (int i = 0; i < 9; i++) {
        double next = (gain * m[i] + cofactors[i] / (gain * det)) / 2;
        change = Math.max(change, Math.abs(next - m[i]));
        m[i] = next;
      }
      if (change < 1e-13) {
        break;
      }
    }
    return m;
  }

  private static double[] cofactors(double[] m) {
    return new double[] {
      m[4] * m[8] - m[5] * m[7],
      m[5] * m[6] - m[3] * m[8],
      m[3] * m[7] - m[4] * m[6],
      m[2] * m[7] - m[1] * m[8],
      m[0] * m[8] - m[2] * m[6],
      m[1] * m[6] - m[0] * m[7],
      m[1] * m[5] - m[2] * m[4],
      m[2] * m[3] - m[0] * m[5],
      m[0] * m[4] - m[1] * m[3]
    };
  }

  private static void center(double[] xyz) {
    for (int axis = 0; axis < 3; axis++) {
      double sum = 0;
      for (int i = axis; i < xyz.length; i += 3) {
        sum += xyz[i];
      }
      double mean = sum / POINTS.length;
      for (int i = axis; i < xyz.length; i += 3) {
        xyz[i] -= mean;
      }
    }
  }
}
