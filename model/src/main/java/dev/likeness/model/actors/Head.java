package dev.likeness.model.actors;

/** The parts of a head around the face: skull, ears and what lies under the face's rim. */
final class Head {
  /** The skull's ellipsoid, in head coordinates. */
  static final double CENTRE_Y = 3.5;

  static final double CENTRE_Z = -4.5;
  static final double WIDE = 7.9;
  static final double HIGH = 10;
  static final double DEEP = 9.7;

  private static final int RINGS = 14;

  private final FaceTopology topology;
  private final Material skin;
  private final int[] underRim;

  Head(FaceTopology topology, Material skin) {
    this.topology = topology;
    this.skin = skin;
    underRim = topology.nearRim(2);
  }

  /** Normals of a face whose rim bends like the skull, so that no seam shows. */
  double[] faceNormals(double[] face) {
    double[] normals = Surface.normals(face, topology.skin());
    double[] around = ellipsoidNormals(face);
    for (int i = 0; i < normals.length; i++) {
      double share = Math.max(0, 1 - topology.distanceToRim(i / 3) / 3.0);
      normals[i] = Noise.lerp(normals[i], around[i], share);
    }
    Surface.normalise(normals);
    return normals;
  }

  /** The face's own rim again, a little deeper: what shows where another face is narrower. */
  Surface underFace(double[] face) {
    double[] points = face.clone();
    for (int i = 0; i < points.length; i += 3) {
      double steps = Math.min(4, topology.distanceToRim(i / 3));
      double share = 0.999 - 0.022 * steps;
      points[i] *= share;
      points[i + 1] = CENTRE_Y + (points[i + 1] - CENTRE_Y) * share;
      points[i + 2] = CENTRE_Z + (points[i + 2] - CENTRE_Z) * share;
    }
    double[] uv = new double[2 * (points.length / 3)];
    for (int i = 0; i < uv.length; i++) {
      uv[i] = topology.uv()[i] * 20;
    }
    var surface = Surface.of(points, uv, underRim, skin);
    return new Surface(points, ellipsoidNormals(points), uv, surface.open(), underRim, skin, false);
  }

  /** From the face's rim over the skull to the back of the head. */
  Surface skull(double[] face) {
    int columns = FaceTopology.OVAL.length;
    double[] points = new double[3 * RINGS * columns];
    double[] uv = new double[2 * RINGS * columns];
    double[] open = new double[RINGS * columns];
    for (int c = 0; c < columns; c++) {
      int rim = 3 * FaceTopology.OVAL[c];
      double x = face[rim];
      double y = face[rim + 1] - CENTRE_Y;
      double z = face[rim + 2] - CENTRE_Z;
      double length = Math.sqrt(x * x + y * y + z * z);
      double across = Math.max(1e-9, Math.sqrt(x * x + y * y));
      double angle = StrictMath.atan2(across, z);
      for (int r = 0; r < RINGS; r++) {
        double share = r / (RINGS - 1.0);
        double turned = Noise.lerp(angle, Math.PI, share);
        double outwards = StrictMath.sin(turned) / across;
        double dx = x * outwards;
        double dy = y * outwards;
        double dz = StrictMath.cos(turned);
        double inverse =
            dx * dx / (WIDE * WIDE) + dy * dy / (HIGH * HIGH) + dz * dz / (DEEP * DEEP);
        double radius = Noise.lerp(length, 1 / Math.sqrt(inverse), Noise.step(0, 0.5, share));
        int at = r * columns + c;
        points[3 * at] = dx * radius;
        points[3 * at + 1] = CENTRE_Y + dy * radius;
        points[3 * at + 2] = CENTRE_Z + dz * radius;
        uv[2 * at] = topology.uv()[2 * FaceTopology.OVAL[c]] * 20;
        uv[2 * at + 1] = topology.uv()[2 * FaceTopology.OVAL[c] + 1] * 20 + 8 * share;
        open[at] = 1 - 0.55 * Noise.step(0.0, 0.25, share) * Noise.step(-5, -9, points[3 * at + 1]);
      }
    }
    int[] triangles = Surface.grid(RINGS, columns, true);
    double[] normals = Surface.normals(points, triangles);
    double[] around = ellipsoidNormals(points);
    // The grid's winding is that of the oval; the ellipsoid says which side is outside.
    for (int i = 0; i < normals.length; i += 3) {
      double dot =
          normals[i] * around[i] + normals[i + 1] * around[i + 1] + normals[i + 2] * around[i + 2];
      int ring = i / 3 / columns;
      double rimShare = Math.max(0, 1 - ring / 3.0);
      for (int k = 0; k < 3; k++) {
        normals[i + k] =
            Noise.lerp(dot < 0 ? -normals[i + k] : normals[i + k], around[i + k], rimShare);
      }
    }
    Surface.normalise(normals);
    return new Surface(points, normals, uv, open, triangles, skin, false);
  }

  /** One ear, {@code side} 0 for the picture's left. */
  Surface ear(int side) {
    double outwards = side == 0 ? -1 : 1;
    int rows = 9;
    int columns = 24;
    double[] points = new double[3 * rows * columns];
    double[] uv = new double[2 * rows * columns];
    double[] open = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      double share = r / (rows - 1.0);
      // From the bowl's middle to the outer rim, then back behind it.
      double wide = share < 0.75 ? share / 0.75 : 1 - 1.2 * (share - 0.75);
      double lift =
          share < 0.75 ? 0.25 + 0.95 * Noise.step(0.3, 0.75, share) : 1.2 - 5 * (share - 0.75);
      for (int c = 0; c < columns; c++) {
        double angle = 2 * Math.PI * c / columns;
        double up = StrictMath.sin(angle);
        double back = StrictMath.cos(angle);
        double width = up < 0 ? 1.5 + 0.55 * up : 1.5;
        int at = r * columns + c;
        double y = 0.9 + 3.1 * wide * up;
        points[3 * at] = outwards * (7.0 + 1.05 * lift * (0.8 + 0.45 * back));
        points[3 * at + 1] = y;
        points[3 * at + 2] = -3.9 - 0.16 * (y - 0.9) - width * wide * back;
        uv[2 * at] = c * 0.4;
        uv[2 * at + 1] = r * 0.4;
        open[at] = 0.45 + 0.55 * Noise.step(0.15, 0.7, share);
      }
    }
    return Surface.of(points, uv, Surface.grid(rows, columns, true), skin).with(open);
  }

  private static double[] ellipsoidNormals(double[] points) {
    double[] normals = new double[points.length];
    for (int i = 0; i < points.length; i += 3) {
      normals[i] = points[i] / (WIDE * WIDE);
      normals[i + 1] = (points[i + 1] - CENTRE_Y) / (HIGH * HIGH);
      normals[i + 2] = (points[i + 2] - CENTRE_Z) / (DEEP * DEEP);
    }
    Surface.normalise(normals);
    return normals;
  }
}
