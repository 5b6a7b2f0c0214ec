package dev.likeness.model.video;

/** A ratio of whole numbers as the containers write them; the denominator is never zero. */
public record Rational(int num, int den) {
  public Rational {
    if (den == 0) {
      throw new IllegalArgumentException("The ratio " + num + "/0 has no value.");
    }
  }

  public double value() {
    return (double) num / den;
  }

  Rational flipped() {
    return num == 0 ? this : new Rational(/* num= */ den, /* den= */ num);
  }
}
