package dev.likeness.model.actors;

/** Smooth and white noise as a pure function of place and seed; 0 to 1, equal on every machine. */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = mix(seed ^ 0x5851F42D4C957F2DL);
  }

  /** White noise for a cell of a grid. */
  double cell(long x, long y) {
    return (mix(seed + 0x9E3779B97F4A7C15L * x + 0xC2B2AE3D27D4EB4FL * y) >>> 11) * 0x1p-53;
  }

  /** Value noise with a smooth interpolation; one cell per unit. */
  double smooth(double x, double y) {
    double left = Math.floor(x);
    double top = Math.floor(y);
    double fractionX = fade(x - left);
    double fractionY = fade(y - top);
    long column = (long) left;
    long row = (long) top;
    double upper = lerp(cell(column, row), cell(column + 1, row), fractionX);
    double lower = lerp(cell(column, row + 1), cell(column + 1, row + 1), fractionX);
    return lerp(upper, lower, fractionY);
  }

  /** One number of a series. */
  double number(long index) {
    return cell(index, -1);
  }

  /** One number of a series, stretched to a range. */
  double between(long index, double low, double high) {
    return low + (high - low) * number(index);
  }

  static double fade(double t) {
    return t * t * (3 - 2 * t);
  }

  static double lerp(double a, double b, double t) {
    return a + (b - a) * t;
  }

  /** 0 below {@code from}, 1 above {@code to}, smooth between; {@code from} may be the larger. */
  static double step(double from, double to, double x) {
    return fade(Math.clamp((x - from) / (to - from), 0, 1));
  }

  /** A bell of height 1 at 0 that has fallen to 1/e at {@code width}. */
  static double bell(double x, double width) {
    return StrictMath.exp(-x * x / (width * width));
  }

  private static long mix(long z) {
    long first = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}
