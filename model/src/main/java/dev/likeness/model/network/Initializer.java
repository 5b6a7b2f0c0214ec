package dev.likeness.model.network;

/** How a parameter starts: zero, or uniform in plus and minus {@link #limit}. */
public enum Initializer {
  ZERO,
  /** He et al. 2015: the limit is the root of 6 / fan-in. */
  HE_UNIFORM,
  /** Glorot and Bengio 2010: the limit is the root of 6 / (fan-in + fan-out). */
  GLOROT_UNIFORM;

  public double limit(long fanIn, long fanOut) {
    return switch (this) {
      case ZERO -> 0;
      case HE_UNIFORM -> Math.sqrt(6.0 / fanIn);
      case GLOROT_UNIFORM -> Math.sqrt(6.0 / (fanIn + fanOut));
    };
  }
}
