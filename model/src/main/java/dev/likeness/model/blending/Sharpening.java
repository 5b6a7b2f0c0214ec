package dev.likeness.model.blending;

import dev.likeness.model.image.FloatPicture;

/** Unsharp mask with a Gaussian of one network pixel, what upscaling the prediction loses most. */
final class Sharpening {
  /** Gaussian of standard deviation 1 at 0, 1, 2 and 3, summing to 1 over both sides. */
  private static final float[] KERNEL = {0.39905f, 0.24204f, 0.05400f, 0.004435f};

  private Sharpening() {}

  /** The picture {@code [h, w, 3]} plus {@code amount} times its detail, clipped to 0 to 1. */
  static FloatPicture apply(FloatPicture picture, double amount) {
    if (amount == 0) {
      return picture;
    }
    int width = picture.width();
    int height = picture.height();
    float[] sharp = picture.data();
    float[] rows = blur(sharp, width, height, 3, 3 * width);
    float[] blurred = blur(rows, height, width, 3 * width, 3);
    float[] result = new float[sharp.length];
    for (int i = 0; i < sharp.length; i++) {
      result[i] = Math.clamp(sharp[i] + (float) amount * (sharp[i] - blurred[i]), 0f, 1f);
    }
    return new FloatPicture(width, height, 3, result);
  }

  /** Blurs lines of {@code count} pixels that lie {@code step} samples apart. */
  private static float[] blur(float[] samples, int count, int lines, int step, int lineStep) {
    float[] blurred = new float[samples.length];
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < count; i++) {
        for (int channel = 0; channel < 3; channel++) {
          int start = line * lineStep + channel;
          float sum = KERNEL[0] * samples[start + i * step];
          for (int k = 1; k < KERNEL.length; k++) {
            int before = Math.max(0, i - k);
            int after = Math.min(count - 1, i + k);
            sum += KERNEL[k] * (samples[start + before * step] + samples[start + after * step]);
          }
          blurred[start + i * step] = sum;
        }
      }
    }
    return blurred;
  }
}
