package dev.likeness.model.actors;

/** Neck and shoulders: the neck bends between a head that moves and a body that hardly does. */
final class Body {
  private static final int COLUMNS = 40;

  private Body() {}

  /** In camera coordinates: its upper end follows the head, its lower end the body. */
  static Surface neck(Placement head, Placement body, Material skin) {
    int rows = 12;
    double[] points = new double[3 * rows * COLUMNS];
    double[] uv = new double[2 * rows * COLUMNS];
    double[] open = new double[rows * COLUMNS];
    double[] above = new double[3];
    double[] below = new double[3];
    for (int r = 0; r < rows; r++) {
      double down = r / (rows - 1.0);
      double follow = Noise.step(0.75, 0.1, down);
      for (int c = 0; c < COLUMNS; c++) {
        double angle = 2 * Math.PI * c / COLUMNS;
        double wide = 5.0 + 1.6 * Noise.step(0.55, 1, down);
        double throat = 0.35 * Noise.bell(angle - Math.PI / 2, 0.35) * Noise.bell(down - 0.5, 0.2);
        double x = wide * StrictMath.cos(angle);
        double y = -3.5 - 13.5 * down;
        double z = -5.2 - 0.8 * down + (wide * 0.98 + throat) * StrictMath.sin(angle);
        head.point(x, y, z, above);
        body.point(x, y, z, below);
        int at = r * COLUMNS + c;
        for (int k = 0; k < 3; k++) {
          points[3 * at + k] = Noise.lerp(below[k], above[k], follow);
        }
        uv[2 * at] = 0.8 * c;
        uv[2 * at + 1] = 14 * down;
        open[at] = 0.42 + 0.5 * Noise.step(0.35, 0.85, down);
      }
    }
    return Surface.of(points, uv, Surface.grid(rows, COLUMNS, true), skin).with(open);
  }

  /** Body coordinates. */
  static Surface shoulders(Material cloth) {
    // half width, half depth, height of each ring
    double[][] rings = {
      {5.3, 5.2, -13.2}, {5.7, 5.6, -13.0}, {6.2, 6.0, -13.4}, {7.6, 6.4, -14.5},
      {10.5, 7.0, -15.6}, {14.5, 7.8, -16.9}, {18.5, 8.4, -18.8}, {21, 9, -21.5},
      {22, 9.5, -25}, {22.5, 10, -34}, {22.5, 10, -48}
    };
    double[] points = new double[3 * rings.length * COLUMNS];
    double[] uv = new double[2 * rings.length * COLUMNS];
    double[] open = new double[rings.length * COLUMNS];
    for (int r = 0; r < rings.length; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        double angle = 2 * Math.PI * c / COLUMNS;
        double front = StrictMath.sin(angle);
        int at = r * COLUMNS + c;
        points[3 * at] = rings[r][0] * StrictMath.cos(angle);
        points[3 * at + 1] = rings[r][2] - (r < 4 ? 1.6 * Math.max(0, front) : 0);
        points[3 * at + 2] = -6 + rings[r][1] * front;
        uv[2 * at] = points[3 * at] * 3;
        uv[2 * at + 1] = points[3 * at + 1] * 3;
        open[at] = r == 0 ? 0.3 : r < 3 ? 0.7 : 1;
      }
    }
    return Surface.of(points, uv, Surface.grid(rings.length, COLUMNS, true), cloth).with(open);
  }
}
