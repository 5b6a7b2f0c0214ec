package dev.likeness.model.actors;

/** The surface of a head of hair: a shell over the skull that dips under the skin at its edge. */
final class Scalp {
  private static final int ROWS = 56;
  private static final int COLUMNS = 120;

  private Scalp() {}

  static Surface grow(Hair hair, Noise noise) {
    double[] points = new double[3 * ROWS * COLUMNS];
    double[] uv = new double[2 * ROWS * COLUMNS];
    double[] open = new double[ROWS * COLUMNS];
    for (int r = 0; r < ROWS; r++) {
      double down = r / (ROWS - 1.0);
      for (int c = 0; c < COLUMNS; c++) {
        double azimuth = 360.0 * c / COLUMNS - 180;
        int at = r * COLUMNS + c;
        place(hair, noise, azimuth, down, points, 3 * at);
        uv[2 * at] = Math.abs(azimuth - hair.parting()) / 60;
        uv[2 * at + 1] = down * 5;
        open[at] = 0.65 + 0.35 * noise.smooth(c * 0.5, r * 0.15);
      }
    }
    int[] triangles = Surface.grid(ROWS, COLUMNS, true);
    return Surface.of(points, uv, triangles, new Material.Strands(hair.colour(), noise)).with(open);
  }

  private static void place(
      Hair hair, Noise noise, double azimuth, double down, double[] points, int at) {
    double radians = Math.toRadians(azimuth);
    double sin = StrictMath.sin(radians);
    double cos = StrictMath.cos(radians);
    double around = Math.abs(azimuth);
    boolean hanging = hair.length() > 6;
    double lower = Math.max(0, (down - 0.6) / 0.4);
    double elevation = down < 0.6 ? 90 - 90 * down / 0.6 : hanging ? 0 : -58 * lower;
    double drop = hanging ? lower * hair.length() : 0;
    double up = StrictMath.sin(Math.toRadians(elevation));
    double level = StrictMath.cos(Math.toRadians(elevation));
    double lock = noise.smooth(azimuth * 0.22 + 500, down * 3);
    double strand = noise.smooth(azimuth * 0.9 + 100, down * 6);
    double jag = 8 * hair.locks() * (lock - 0.5) + 6 * (strand - 0.5);
    double falls = drop * Noise.step(58, 74, around);
    double inside = elevation - 6 * (drop - falls) - hairline(hanging, hair, around) + jag;
    double volume = hair.thickness() * (0.8 + 0.4 * lock * hair.locks() + 0.12 * strand);
    double parted = 1 - 0.25 * Noise.bell(azimuth - hair.parting(), 9) * level;
    double root = Noise.step(0, 4, inside);
    double grown = Noise.step(2, hanging ? 18 : 34, inside);
    double thickness = -0.6 + 0.75 * root + volume * parted * grown;
    // Where no hair grows the shell hides deep inside the head, out of sight of eyes and mouth.
    double hidden = 1 - 0.85 * Noise.step(-2, -22, inside);
    double curl = hanging ? 1 + 0.02 * drop * (lock - 0.5) - 0.006 * drop : 1;
    double tips = hanging ? 1 - 0.35 * Noise.step(0.93, 1, lower) : 1;
    double reach = hidden * curl * tips;
    points[at] = sin * level * (Head.WIDE + thickness) * reach;
    points[at + 1] =
        Head.CENTRE_Y
            + up * (Head.HIGH + thickness) * hidden
            - drop
            + 1.2 * lower * drop / 17 * lock;
    points[at + 2] = Head.CENTRE_Z + cos * level * (Head.DEEP + thickness) * reach;
  }

  /** Lowest elevation that hair covers at this azimuth, before locks fray it. */
  private static double hairline(boolean hanging, Hair hair, double around) {
    double front = Noise.lerp(hair.front(), hair.temples(), Noise.step(12, 42, around));
    if (hanging) {
      return Noise.lerp(front, -60, Noise.step(50, 74, around));
    }
    double burn = Noise.lerp(front, -16, Noise.step(52, 64, around));
    double ear = Noise.lerp(burn, 6, Noise.step(68, 74, around));
    return Noise.lerp(ear, -48, Noise.step(96, 116, around));
  }
}
