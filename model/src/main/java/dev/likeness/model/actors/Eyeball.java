package dev.likeness.model.actors;

import dev.likeness.model.faces.Pose;

/** A ball that fills one eye's opening; head coordinates in centimetres. */
record Eyeball(double x, double y, double z, double radius) {
  /** The ball behind the lids of a neutral face, {@code side} 0 for the picture's left. */
  static Eyeball behind(double[] face, int side) {
    int outer = FaceTopology.UPPER_LID[side][0];
    int inner = FaceTopology.UPPER_LID[side][8];
    int upper = FaceTopology.UPPER_LID[side][4];
    int lower = FaceTopology.LOWER_LID[side][4];
    double width = Math.abs(face[3 * outer] - face[3 * inner]);
    double radius = 0.66 * width;
    double front = (face[3 * upper + 2] + face[3 * lower + 2]) / 2;
    return new Eyeball(
        (face[3 * outer] + face[3 * inner]) / 2,
        (face[3 * upper + 1] + face[3 * lower + 1]) / 2,
        front + 0.02 - radius,
        radius);
  }

  /** Moves a point along the ray from the centre until it lies at least this far outside. */
  void pushOut(double[] points, int point, double margin) {
    int at = 3 * point;
    double dx = points[at] - x;
    double dy = points[at + 1] - y;
    double dz = points[at + 2] - z;
    double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
    double wanted = radius + margin;
    if (distance < wanted) {
      points[at] = x + dx * wanted / distance;
      points[at + 1] = y + dy * wanted / distance;
      points[at + 2] = z + dz * wanted / distance;
    }
  }

  /** The ball as it looks where the moment says; the upper lid shades it. */
  Surface surface(Moment moment, Material iris) {
    int rows = 14;
    int columns = 24;
    var gaze = new Placement(new Pose(moment.gazeX(), moment.gazeY(), 0), 0, 0);
    double[] points = new double[3 * rows * columns];
    double[] uv = new double[2 * rows * columns];
    double[] open = new double[rows * columns];
    double[] out = new double[3];
    for (int r = 0; r < rows; r++) {
      double fromAxis = 0.62 * Math.PI * r / (rows - 1);
      for (int c = 0; c < columns; c++) {
        double angle = 2 * Math.PI * c / columns;
        double u = StrictMath.sin(fromAxis) * StrictMath.cos(angle);
        double v = StrictMath.sin(fromAxis) * StrictMath.sin(angle);
        gaze.point(u, v, StrictMath.cos(fromAxis), out);
        int at = r * columns + c;
        points[3 * at] = x + radius * out[0];
        points[3 * at + 1] = y + radius * out[1];
        points[3 * at + 2] = z + radius * out[2];
        uv[2 * at] = u;
        uv[2 * at + 1] = v;
        open[at] =
            0.95
                - 0.55 * Noise.step(0.05, 0.36, out[1])
                - 0.4 * Noise.step(0.5, 0.85, Math.abs(out[0]));
      }
    }
    return Surface.of(points, uv, Surface.grid(rows, columns, true), iris).with(open).asFace();
  }

  /** Flesh behind the lids' edges, so that no gap beside the ball shows the inside of the head. */
  Surface socket(double[] face, int side) {
    int[] upper = FaceTopology.UPPER_LID[side];
    int[] lower = FaceTopology.LOWER_LID[side];
    int columns = 16;
    double[] points = new double[6 * columns];
    double[] open = new double[2 * columns];
    for (int c = 0; c < columns; c++) {
      int lid = 3 * (c <= 8 ? upper[c] : lower[16 - c]);
      double[] from = {face[lid] - x, face[lid + 1] - y, face[lid + 2] - z};
      for (int k = 0; k < 3; k++) {
        points[3 * c + k] = face[lid + k];
        points[3 * (columns + c) + k] = face[lid + k] - 0.62 * from[k] - (k == 2 ? 0.3 : 0);
      }
      open[c] = 0.7;
      open[columns + c] = 0.35;
    }
    return Surface.of(points, new double[4 * columns], Surface.grid(2, columns, true), Mouth.FLESH)
        .with(open)
        .asFace();
  }
}
