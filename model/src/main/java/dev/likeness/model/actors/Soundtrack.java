package dev.likeness.model.actors;

import dev.likeness.model.video.AudioTrack;

/** A hummed voice that sounds while the mouth is open and changes its vowel with the lips. */
final class Soundtrack {
  private static final int RATE = 48_000;
  private static final int BLOCK = 480;
  private static final int HARMONICS = 14;

  private Soundtrack() {}

  /** Mono, 48 kHz, as long as the film. */
  static AudioTrack of(Performance performance, double seconds, double pitch) {
    float[] samples = new float[(int) Math.ceil(seconds * RATE)];
    double phase = 0;
    double loudness = 0;
    for (int start = 0; start < samples.length; start += BLOCK) {
      double time = (double) start / RATE;
      var moment = performance.at(time);
      double wanted = moment.jaw() < 0.1 ? 0 : 0.22 * Math.sqrt(moment.jaw());
      double tone = pitch * (1 + 0.08 * moment.brows() + 0.05 * moment.jaw());
      double[] levels = vowel(tone, moment);
      for (int i = start; i < Math.min(start + BLOCK, samples.length); i++) {
        loudness += (wanted - loudness) * 0.004;
        phase = (phase + tone / RATE) % 1;
        samples[i] = (float) (loudness * sum(levels, phase));
      }
    }
    return new AudioTrack(RATE, 1, samples);
  }

  /** How loud each harmonic is between the two lowest resonances of the mouth. */
  private static double[] vowel(double tone, Moment moment) {
    double first = 300 + 500 * moment.jaw();
    double second = 1300 + 900 * moment.smile() - 500 * moment.pucker();
    double[] levels = new double[HARMONICS];
    for (int k = 0; k < HARMONICS; k++) {
      double frequency = tone * (k + 1);
      levels[k] =
          (0.08 + Noise.bell(frequency - first, 180) + 0.5 * Noise.bell(frequency - second, 250))
              / Math.sqrt(k + 1.0);
    }
    return levels;
  }

  /**
   * The harmonics by Chebyshev's recurrence: sin((k + 1) a) = 2 cos a sin(k a) - sin((k - 1) a).
   */
  private static double sum(double[] levels, double phase) {
    double angle = 2 * Math.PI * phase;
    double twice = 2 * StrictMath.cos(angle);
    double before = 0;
    double now = StrictMath.sin(angle);
    double sum = 0;
    for (double level : levels) {
      sum += level * now;
      double next = twice * now - before;
      before = now;
      now = next;
    }
    return sum;
  }
}
