package dev.likeness.model.blending;

/**
 * CIE L*a*b* of sRGB under D65 in float32: L 0 to 100, a and b about -128 to 128. Written with
 * arithmetic only (no library power functions), so that every machine gets the same bits.
 */
final class Lab {
  private static final int STEPS = 4096;
  private static final float[] LINEAR = linearTable();
  private static final float WHITE_X = 0.950456f;
  private static final float WHITE_Z = 1.088754f;
  private static final float EPSILON = 216f / 24389;
  private static final float KAPPA = 24389f / 27;

  private Lab() {}

  /** Turns RGB samples 0 to 1, {@code [n, 3]}, into L, a, b. */
  static float[] ofRgb(float[] rgb) {
    float[] lab = new float[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      float red = linear(rgb[i]);
      float green = linear(rgb[i + 1]);
      float blue = linear(rgb[i + 2]);
      float x = response((0.412453f * red + 0.357580f * green + 0.180423f * blue) / WHITE_X);
      float y = response(0.212671f * red + 0.715160f * green + 0.072169f * blue);
      float z = response((0.019334f * red + 0.119193f * green + 0.950227f * blue) / WHITE_Z);
      lab[i] = 116 * y - 16;
      lab[i + 1] = 500 * (x - y);
      lab[i + 2] = 200 * (y - z);
    }
    return lab;
  }

  /** Turns L, a, b samples {@code [n, 3]} into RGB, clipped to 0 to 1. */
  static float[] toRgb(float[] lab) {
    float[] rgb = new float[lab.length];
    for (int i = 0; i < lab.length; i += 3) {
      float middle = (lab[i] + 16) / 116;
      float x = WHITE_X * stimulus(middle + lab[i + 1] / 500);
      float y = stimulus(middle);
      float z = WHITE_Z * stimulus(middle - lab[i + 2] / 200);
      rgb[i] = gamma(3.240479f * x - 1.537150f * y - 0.498535f * z);
      rgb[i + 1] = gamma(-0.969256f * x + 1.875991f * y + 0.041556f * z);
      rgb[i + 2] = gamma(0.055648f * x - 0.204043f * y + 1.057311f * z);
    }
    return rgb;
  }

  private static float response(float t) {
    return t > EPSILON ? cubeRoot(t) : (KAPPA * t + 16) / 116;
  }

  private static float stimulus(float t) {
    float cube = t * t * t;
    return cube > EPSILON ? cube : (116 * t - 16) / KAPPA;
  }

  private static float linear(float value) {
    float place = Math.clamp(value, 0f, 1f) * STEPS;
    int step = Math.min(STEPS - 1, (int) place);
    return LINEAR[step] + (place - step) * (LINEAR[step + 1] - LINEAR[step]);
  }

  private static float gamma(float linear) {
    float value = Math.clamp(linear, 0f, 1f);
    if (value <= 0.0031308f) {
      return 12.92f * value;
    }
    // value^(1/2.4) = cubeRoot(value)^(5/4)
    float root = cubeRoot(value);
    return Math.min(1, 1.055f * root * (float) Math.sqrt(Math.sqrt(root)) - 0.055f);
  }

  /** For 0.0001 to 2: a guess from the exponent's bits, then three steps of Newton. */
  private static float cubeRoot(float value) {
    float root = Float.intBitsToFloat(Float.floatToRawIntBits(value) / 3 + 0x2A5137A0);
    for (int i = 0; i < 3; i++) {
      root = (2 * root + value / (root * root)) / 3;
    }
    return root;
  }

  private static float[] linearTable() {
    float[] table = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      double value = (double) i / STEPS;
      table[i] =
          (float) (value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4));
    }
    return table;
  }
}
