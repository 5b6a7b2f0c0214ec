package dev.likeness.activities.plan;

/** Numbers as a person writes them: no trailing zero, no exponent where it can be helped. */
final class Bounds {
  private Bounds() {}

  static String say(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
