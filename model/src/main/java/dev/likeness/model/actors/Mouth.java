package dev.likeness.model.actors;

/** The inside of a mouth: a dark cavity behind the lips, two rows of teeth and a tongue. */
final class Mouth {
  private static final Noise NOISE = new Noise(5);
  static final Material FLESH = new Material.Plain(Colour.of(0x7A2F2C), 0.2, NOISE, 0.1, 0.6);
  private static final Material TONGUE =
      new Material.Plain(Colour.of(0xB5605C), 0.25, NOISE, 0.12, 0.8);

  private Mouth() {}

  /** From the inner edge of the lips backwards, darker as it goes. */
  static Surface cavity(double[] face) {
    int[] upper = FaceTopology.UPPER_LIP[0];
    int[] lower = FaceTopology.LOWER_LIP[0];
    int columns = 20;
    double[] depth = {0, 0.5, 1.4, 3.2, 4.5};
    double[] wide = {1, 1.06, 1.1, 0.9, 0.05};
    double[] light = {0.55, 0.4, 0.2, 0.07, 0.03};
    double middleY = (face[3 * upper[5] + 1] + face[3 * lower[5] + 1]) / 2;
    double[] points = new double[3 * depth.length * columns];
    double[] open = new double[depth.length * columns];
    for (int r = 0; r < depth.length; r++) {
      for (int c = 0; c < columns; c++) {
        int lip = 3 * (c <= 10 ? upper[c] : lower[20 - c]);
        int at = r * columns + c;
        points[3 * at] = face[lip] * wide[r];
        points[3 * at + 1] = middleY + (face[lip + 1] - middleY) * wide[r];
        points[3 * at + 2] = face[lip + 2] - depth[r];
        open[at] = light[r];
      }
    }
    double[] uv = new double[2 * depth.length * columns];
    return Surface.of(points, uv, Surface.grid(depth.length, columns, true), FLESH)
        .with(open)
        .asFace();
  }

  /** The upper teeth hang from the skull, the lower ones turn with the jaw. */
  static Surface teeth(double[] neutral, boolean upper, double jaw) {
    int lip = upper ? FaceTopology.UPPER_LIP[0][5] : FaceTopology.LOWER_LIP[0][5];
    double lipY =
        (neutral[3 * FaceTopology.UPPER_LIP[0][5] + 1]
                + neutral[3 * FaceTopology.LOWER_LIP[0][5] + 1])
            / 2;
    double edge = upper ? lipY - 0.2 : lipY - 0.3;
    double gums = upper ? lipY + 0.95 : lipY - 1.25;
    double front = neutral[3 * lip + 2] - (upper ? 0.55 : 0.75);
    double radius = upper ? 2.3 : 2.1;
    int rows = 4;
    int columns = 29;
    double[] points = new double[3 * rows * columns];
    double[] uv = new double[2 * rows * columns];
    double[] open = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      double down = r / (rows - 1.0);
      for (int c = 0; c < columns; c++) {
        double across = (c - 14) / 14.0;
        double angle = across * 1.25;
        int at = r * columns + c;
        points[3 * at] = radius * StrictMath.sin(angle);
        points[3 * at + 1] = Noise.lerp(gums, edge, down);
        points[3 * at + 2] = front - 1.3 * radius * (1 - StrictMath.cos(angle)) - 0.1 * (1 - down);
        if (!upper) {
          Expression.turnJaw(points, 3 * at, Expression.JAW_TURN * jaw);
        }
        uv[2 * at] = across * 5 + 0.0;
        uv[2 * at + 1] = down;
        open[at] = (upper ? 0.75 : 0.6) * (1 - 0.75 * across * across) * (0.6 + 0.4 * down);
      }
    }
    return Surface.of(points, uv, Surface.grid(rows, columns, false), new Material.Teeth())
        .with(open)
        .asFace();
  }

  static Surface tongue(double[] neutral, double jaw) {
    int lip = FaceTopology.LOWER_LIP[0][5];
    int rows = 8;
    int columns = 16;
    double[] points = new double[3 * rows * columns];
    double[] uv = new double[2 * rows * columns];
    double[] open = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      double down = Math.PI * r / (rows - 1);
      for (int c = 0; c < columns; c++) {
        double angle = 2 * Math.PI * c / columns;
        int at = r * columns + c;
        points[3 * at] = 1.5 * StrictMath.sin(down) * StrictMath.cos(angle);
        points[3 * at + 1] = neutral[3 * lip + 1] - 0.75 + 0.45 * StrictMath.cos(down);
        points[3 * at + 2] =
            neutral[3 * lip + 2] - 2.7 + 1.7 * StrictMath.sin(down) * StrictMath.sin(angle);
        Expression.turnJaw(points, 3 * at, Expression.JAW_TURN * jaw);
        uv[2 * at] = c;
        uv[2 * at + 1] = r;
        open[at] = 0.45;
      }
    }
    return Surface.of(points, uv, Surface.grid(rows, columns, true), TONGUE).with(open).asFace();
  }
}
