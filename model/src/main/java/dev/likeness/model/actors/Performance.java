package dev.likeness.model.actors;

import dev.likeness.model.faces.Pose;

/**
 * A script without end, as a function of seed and time: two seeds give two performances over the
 * same ranges, yaw up to 40 degrees.
 */
public final class Performance {
  private final Noise noise;

  public Performance(long seed) {
    noise = new Noise(seed);
  }

  /** What the actor does at a time in seconds. */
  public Moment at(double seconds) {
    double talk = Noise.step(0.25, 0.6, wave(20, 0.31, seconds) * 0.5 + 0.5);
    double syllables = Math.max(0, 0.55 + 0.6 * wave(21, 2.9, seconds) * wave(22, 0.83, seconds));
    double jaw = Math.clamp(0.06 + 0.94 * talk * syllables, 0, 1);
    double turn = 0.75 * wave(1, 0.37, seconds) + 0.45 * wave(2, 0.23, seconds);
    var pose =
        new Pose(
            40 * Math.clamp(turn, -1, 1),
            2 + 11 * wave(3, 0.29, seconds) + 3 * wave(4, 0.71, seconds),
            8 * wave(5, 0.21, seconds) + 2 * wave(6, 0.53, seconds));
    var light =
        new Light(
            45 * wave(10, 0.13, seconds),
            38 + 14 * wave(11, 0.11, seconds),
            1.0 + 0.12 * wave(12, 0.19, seconds),
            0.7 * wave(13, 0.09, seconds),
            0.33 + 0.06 * wave(14, 0.17, seconds));
    double smile = 0.35 + 0.6 * wave(15, 0.33, seconds);
    return new Moment(
        pose,
        jaw,
        Math.clamp(smile, -0.3, 1),
        Math.clamp(wave(16, 0.61, seconds) * 1.3 - 0.5, 0, 0.8) * (1 - Math.max(0, smile)),
        Math.clamp(0.2 + 0.8 * wave(17, 0.41, seconds), -0.5, 1),
        blink(seconds),
        gaze(30, 22, seconds) - 0.25 * pose.yaw(),
        gaze(31, 10, seconds),
        light,
        0.5 + 0.035 * wave(18, 0.16, seconds),
        0.475 + 0.02 * wave(19, 0.24, seconds),
        10.3 + 0.6 * wave(23, 0.14, seconds));
  }

  /** A sine of this many turns per second, give or take a tenth, with a phase of its own. */
  private double wave(int channel, double frequency, double seconds) {
    double own = frequency * noise.between(2L * channel, 0.9, 1.1);
    double phase = noise.number(2L * channel + 1);
    return StrictMath.sin(2 * Math.PI * (own * seconds + phase));
  }

  /** Closed for a moment about every two seconds; every fourth time for longer. */
  private double blink(double seconds) {
    double closed = 0;
    long period = (long) Math.floor(seconds / 2);
    for (long k = period - 1; k <= period + 1; k++) {
      double middle = 2 * k + 0.5 + noise.cell(k, 40);
      double half = noise.cell(k, 41) < 0.25 ? 0.3 : 0.13;
      closed = Math.max(closed, 1 - Noise.step(half * 0.3, half, Math.abs(seconds - middle)));
    }
    return closed;
  }

  /** Rests on a point for 0.8 s, then jumps to the next in 80 ms. */
  private double gaze(int channel, double range, double seconds) {
    double beat = seconds / 0.8;
    long k = (long) Math.floor(beat);
    double from = noise.cell(k, channel);
    double to = noise.cell(k + 1, channel);
    return range * (2 * Noise.lerp(from, to, Noise.step(0.9, 1, beat - k)) - 1);
  }
}
