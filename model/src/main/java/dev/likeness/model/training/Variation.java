package dev.likeness.model.training;

/**
 * How one face is shown once, drawn from one random key.
 *
 * @param angle radians, up to 10 degrees
 * @param zoom factor, up to 5 %
 * @param shiftX share of the crop, up to 5 %
 * @param warp offsets of a grid of 5 x 5 points, x then y of each, in crops; deviation 5/256
 * @param lightness moves lightness towards black (-0.3) or white (0.3)
 * @param a shift on CIELAB's green to red axis, up to 8 % of its 8-bit range
 * @param b shift on CIELAB's blue to yellow axis, up to 8 % of its 8-bit range
 * @param tiles tiles a side for contrast-limited equalisation, 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // drawn, used and forgotten; never compared
record Variation(
    double angle,
    double zoom,
    double shiftX,
    double shiftY,
    boolean flip,
    double[] warp,
    double lightness,
    double a,
    double b,
    int tiles) {
  static final int GRID = 5;

  /** Everything is drawn even when switched off, so that a switch changes only what it names. */
  static Variation draw(CounterRandom random, TrainingSettings settings) {
    double angle = Math.toRadians(random.symmetric(10));
    double zoom = 1 + random.symmetric(0.05);
    double shiftX = random.symmetric(0.05);
    double shiftY = random.symmetric(0.05);
    boolean flip = random.nextDouble() < 0.5;
    double lightness = random.symmetric(0.3);
    double a = random.symmetric(0.08 * 255);
    double b = random.symmetric(0.08 * 255);
    boolean equalise = random.nextDouble() < 0.5;
    int tiles = 2 + random.nextInt(5);
    double[] warp = new double[2 * GRID * GRID];
    for (int i = 0; i < warp.length; i++) {
      warp[i] = random.nextGaussian() * 5 / 256;
    }
    boolean colour = settings.colour();
    return new Variation(
        angle,
        zoom,
        shiftX,
        shiftY,
        flip && settings.flip(),
        settings.warp() ? warp : new double[2 * GRID * GRID],
        colour ? lightness : 0,
        colour ? a : 0,
        colour ? b : 0,
        colour && equalise ? tiles : 0);
  }

  /** A face as it is, for previews. */
  static Variation none() {
    return new Variation(0, 1, 0, 0, false, new double[2 * GRID * GRID], 0, 0, 0, 0);
  }

  boolean recolours() {
    return lightness != 0 || a != 0 || b != 0 || tiles != 0;
  }
}
