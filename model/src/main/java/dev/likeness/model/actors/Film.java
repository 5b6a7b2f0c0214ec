package dev.likeness.model.actors;

/** Turns linear light into 8-bit sRGB, with a soft shoulder where a sensor would clip. */
final class Film {
  private static final int STEPS = 8192;
  private static final double BRIGHTEST = 2;

  private final byte[] table = new byte[STEPS + 1];

  Film() {
    for (int i = 0; i <= STEPS; i++) {
      double light = BRIGHTEST * i / STEPS;
      double held = light < 0.5 ? light : 0.5 + 0.5 * (1 - StrictMath.exp(-(light - 0.5) / 0.5));
      double encoded =
          held <= 0.0031308 ? 12.92 * held : 1.055 * StrictMath.pow(held, 1 / 2.4) - 0.055;
      table[i] = (byte) Math.round(255 * Math.clamp(encoded, 0, 1));
    }
  }

  byte expose(double light) {
    return table[(int) (Math.clamp(light / BRIGHTEST, 0, 1) * STEPS + 0.5)];
  }
}
