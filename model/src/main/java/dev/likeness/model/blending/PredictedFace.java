package dev.likeness.model.blending;

import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.FloatPicture;

/**
 * What the network made of one face: the source's face in the target's pose.
 *
 * @param frameToCrop map from frame pixels to the picture's pixels
 * @param picture square, {@code [size, size, 3]}, RGB 0 to 1
 */
public record PredictedFace(FaceKey key, Affine frameToCrop, FloatPicture picture) {
  private static final float STEPS = 65535;

  public PredictedFace {
    if (picture.width() != picture.height() || picture.channels() != 3) {
      throw new IllegalArgumentException(
          "A predicted face is square with 3 channels, not %d x %d x %d."
              .formatted(picture.width(), picture.height(), picture.channels()));
    }
  }

  /** Side of the picture in pixels. */
  public int size() {
    return picture.width();
  }

  /**
   * The same face with every sample at the nearest 1/65535, which is what a file keeps: merging
   * from memory and from a file gives the same film.
   *
   * @throws NonFinitePredictionException if the network gave something that is not a number
   */
  public PredictedFace rounded() {
    float[] samples = picture.data();
    float[] rounded = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new NonFinitePredictionException(key);
      }
      rounded[i] = sample(steps(samples[i]));
    }
    return new PredictedFace(key, frameToCrop, new FloatPicture(size(), size(), 3, rounded));
  }

  static int steps(float sample) {
    return Math.round(Math.clamp(sample, 0f, 1f) * STEPS);
  }

  static float sample(int steps) {
    return steps / STEPS;
  }
}
