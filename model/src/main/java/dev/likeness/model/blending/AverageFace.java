package dev.likeness.model.blending;

import dev.likeness.model.image.FloatPicture;

/** The mean of many faces, pixel by pixel, summed in double in the order they are added. */
public final class AverageFace {
  private final int size;
  private final double[] sums;
  private int count;

  /**
   * @param size side of the pictures in pixels
   */
  public AverageFace(int size) {
    this.size = size;
    sums = new double[3 * size * size];
  }

  /**
   * Adds a picture {@code [size, size, 3]}.
   *
   * @throws IllegalArgumentException if it has another shape
   */
  public void add(FloatPicture face) {
    if (face.width() != size || face.height() != size || face.channels() != 3) {
      throw new IllegalArgumentException(
          "The mean is over faces of %d pixels, not %d x %d x %d."
              .formatted(size, face.width(), face.height(), face.channels()));
    }
    float[] samples = face.data();
    for (int i = 0; i < samples.length; i++) {
      sums[i] += samples[i];
    }
    count++;
  }

  /**
   * The mean so far, {@code [size, size, 3]}.
   *
   * @throws IllegalStateException if nothing was added
   */
  public FloatPicture picture() {
    if (count == 0) {
      throw new IllegalStateException("There is no mean of no faces.");
    }
    FloatPicture mean = FloatPicture.blank(size, size, 3);
    for (int i = 0; i < sums.length; i++) {
      mean.data()[i] = (float) (sums[i] / count);
    }
    return mean;
  }
}
