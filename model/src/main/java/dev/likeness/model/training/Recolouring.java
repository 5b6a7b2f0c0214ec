package dev.likeness.model.training;

/**
 * Shifts a face's colours in CIELAB and evens out its contrast, the same for answer and input. The
 * curves of sRGB and CIELAB are tables, because they are met four times per pixel and the data path
 * shares the processor with the training.
 */
final class Recolouring {
  private static final int FINE = 1 << 14;
  private static final float[] TO_LINEAR = new float[1 << 12];
  private static final float[] TO_SRGB = new float[FINE + 1];
  private static final float[] ROOT = new float[FINE + 1];
  private static final float X = 0.950456f;
  private static final float Z = 1.088754f;
  private static final float KNEE = 6f / 29;

  static {
    for (int i = 0; i < TO_LINEAR.length; i++) {
      double s = (double) i / (TO_LINEAR.length - 1);
      TO_LINEAR[i] = (float) (s <= 0.04045 ? s / 12.92 : StrictMath.pow((s + 0.055) / 1.055, 2.4));
    }
    for (int i = 0; i <= FINE; i++) {
      double t = (double) i / FINE;
      TO_SRGB[i] =
          (float) (t <= 0.0031308 ? 12.92 * t : 1.055 * StrictMath.pow(t, 1 / 2.4) - 0.055);
      ROOT[i] =
          (float) (t > KNEE * KNEE * KNEE ? StrictMath.cbrt(t) : t / (3 * KNEE * KNEE) + 4.0 / 29);
    }
  }

  private final int area;
  private final float[] lab;
  private final Equalisation equalisation;

  Recolouring(int size) {
    area = size * size;
    lab = new float[3 * area];
    equalisation = new Equalisation(size);
  }

  /** Changes the three planes at {@code offset} of both arrays, RGB 0 to 1. */
  void apply(Variation variation, float[] answer, float[] input, int offset) {
    toLab(variation, answer, offset);
    if (variation.tiles() > 0) {
      equalisation.learn(lab, variation.tiles());
      equalisation.apply(lab);
    }
    toRgb(answer, offset);
    toLab(variation, input, offset);
    if (variation.tiles() > 0) {
      equalisation.apply(lab);
    }
    toRgb(input, offset);
  }

  /** L from 0 to 1 into the first plane, a and b as they are into the others, shifted. */
  private void toLab(Variation variation, float[] planes, int offset) {
    float light = (float) variation.lightness();
    float towards = light > 0 ? light : 0;
    float keep = 1 - Math.abs(light);
    float shiftA = (float) variation.a();
    float shiftB = (float) variation.b();
    for (int i = 0; i < area; i++) {
      float r = TO_LINEAR[(int) (planes[offset + i] * (TO_LINEAR.length - 1) + 0.5f)];
      float g = TO_LINEAR[(int) (planes[offset + area + i] * (TO_LINEAR.length - 1) + 0.5f)];
      float b = TO_LINEAR[(int) (planes[offset + 2 * area + i] * (TO_LINEAR.length - 1) + 0.5f)];
      float fx = root((0.412453f * r + 0.357580f * g + 0.180423f * b) / X);
      float fy = root(0.212671f * r + 0.715160f * g + 0.072169f * b);
      float fz = root((0.019334f * r + 0.119193f * g + 0.950227f * b) / Z);
      float l = (1.16f * fy - 0.16f) * keep + towards;
      lab[i] = l > 0 ? (l < 1 ? l : 1) : 0;
      lab[area + i] = 500 * (fx - fy) + shiftA;
      lab[2 * area + i] = 200 * (fy - fz) + shiftB;
    }
  }

  private static float root(float t) {
    return ROOT[within((int) (t * FINE + 0.5f))];
  }

  private void toRgb(float[] planes, int offset) {
    for (int i = 0; i < area; i++) {
      float fy = (lab[i] + 0.16f) / 1.16f;
      float x = X * cube(fy + lab[area + i] / 500);
      float y = cube(fy);
      float z = Z * cube(fy - lab[2 * area + i] / 200);
      planes[offset + i] = srgb(3.240479f * x - 1.537150f * y - 0.498535f * z);
      planes[offset + area + i] = srgb(-0.969256f * x + 1.875991f * y + 0.041556f * z);
      planes[offset + 2 * area + i] = srgb(0.055648f * x - 0.204043f * y + 1.057311f * z);
    }
  }

  private static float cube(float t) {
    return t > KNEE ? t * t * t : 3 * KNEE * KNEE * (t - 4f / 29);
  }

  private static float srgb(float linear) {
    return TO_SRGB[within((int) (linear * FINE + 0.5f))];
  }

  private static int within(int place) {
    return Math.max(0, Math.min(place, FINE));
  }
}
