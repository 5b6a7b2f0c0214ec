package dev.likeness.model.training;

/**
 * Random numbers that are a function of a seed and a key alone, never of what was drawn before
 * elsewhere or on which thread: SplitMix64 (Steele et al. 2014) from a state that is a hash of
 * both.
 */
final class CounterRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  CounterRandom(long seed, long... key) {
    state = mix(seed + GOLDEN);
    for (long part : key) {
      state = mix(state ^ mix(part + GOLDEN));
    }
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** 0 inclusive to 1 exclusive. */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** From {@code -limit} to {@code limit}. */
  double symmetric(double limit) {
    return (2 * nextDouble() - 1) * limit;
  }

  /** 0 inclusive to {@code bound} exclusive. */
  int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  /** Mean 0, deviation 1 (Box and Muller 1958; strict arithmetic, so equal on every machine). */
  double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
