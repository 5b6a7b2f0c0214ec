package dev.likeness.model.blending;

import dev.likeness.model.image.FloatPicture;

/**
 * Colour transfer between pictures (Reinhard et al. 2001) in float32 Lab, with statistics weighted
 * by the mask. The gain of each channel is kept within 0.5 to 2, so that a flat or a noisy
 * prediction is neither blown up nor flattened.
 */
final class ColorTransfer {
  private static final double LEAST_GAIN = 0.5;
  private static final double MOST_GAIN = 2;

  private ColorTransfer() {}

  /**
   * The prediction in the original's colours, {@code [h, w, 3]}.
   *
   * @param original the target's own crop, of the prediction's size
   * @param mask weights {@code [h, w, 1]}; when they sum to nothing the prediction stays as it is
   */
  static FloatPicture apply(
      ColorMatch match, FloatPicture prediction, FloatPicture original, FloatPicture mask) {
    return switch (match) {
      case NONE -> prediction;
      case MEAN -> transfer(prediction, original, mask, 1, 1);
      case REINHARD -> transfer(prediction, original, mask, LEAST_GAIN, MOST_GAIN);
    };
  }

  private static FloatPicture transfer(
      FloatPicture prediction,
      FloatPicture original,
      FloatPicture mask,
      double leastGain,
      double mostGain) {
    float[] lab = Lab.ofRgb(prediction.data());
    float[] wanted = Lab.ofRgb(original.data());
    for (int channel = 0; channel < 3; channel++) {
      Spread from = Spread.of(lab, channel, mask.data());
      Spread to = Spread.of(wanted, channel, mask.data());
      if (from.weight() == 0) {
        return prediction;
      }
      // Two flat channels have no ratio; there the mean is all there is to move.
      double ratio = from.deviation() == 0 ? 1 : to.deviation() / from.deviation();
      float gain = (float) Math.clamp(ratio, leastGain, mostGain);
      float middle = (float) from.mean();
      float shifted = (float) to.mean();
      for (int i = channel; i < lab.length; i += 3) {
        lab[i] = (lab[i] - middle) * gain + shifted;
      }
    }
    return new FloatPicture(prediction.width(), prediction.height(), 3, Lab.toRgb(lab));
  }

  /** Weighted mean and standard deviation of one channel. */
  private record Spread(double weight, double mean, double deviation) {
    static Spread of(float[] samples, int channel, float[] weights) {
      double weight = 0;
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weight += weights[i];
        sum += weights[i] * (double) samples[3 * i + channel];
      }
      if (weight == 0) {
        return new Spread(0, 0, 0);
      }
      double mean = sum / weight;
      double squares = 0;
      for (int i = 0; i < weights.length; i++) {
        double away = samples[3 * i + channel] - mean;
        squares += weights[i] * away * away;
      }
      return new Spread(weight, mean, Math.sqrt(squares / weight));
    }
  }
}
