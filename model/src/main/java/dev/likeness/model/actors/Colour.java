package dev.likeness.model.actors;

/** A colour in linear light, 1 is white. */
record Colour(double red, double green, double blue) {
  /** From 8-bit sRGB, such as {@code 0xCD9E84}. */
  static Colour of(int rgb) {
    return new Colour(linear(rgb >> 16 & 255), linear(rgb >> 8 & 255), linear(rgb & 255));
  }

  Colour times(double factor) {
    return new Colour(red * factor, green * factor, blue * factor);
  }

  Colour towards(Colour other, double share) {
    return new Colour(
        Noise.lerp(red, other.red, share),
        Noise.lerp(green, other.green, share),
        Noise.lerp(blue, other.blue, share));
  }

  void into(double[] rgb) {
    rgb[0] = red;
    rgb[1] = green;
    rgb[2] = blue;
  }

  private static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4);
  }
}
