package dev.likeness.model.blending;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;

/**
 * Reads an RGB picture {@code [h, w, 3]} at the places an affine map asks for: one resampling with
 * the cubic kernel of Keys (1981, a = -1/2), widened by the map's scale when it shrinks, so that no
 * detail aliases. Outside, the picture's border repeats. Holds scratch space: one thread each.
 */
final class Resampler {
  private final FloatPicture source;
  private final Affine toSource;
  private final double stretch;
  private final double reach;
  private final float[] acrossWeights;
  private final int[] acrossOffsets;
  private final float[] downWeights;

  /**
   * @param sourceToTarget a turn, a uniform scale and a shift, from source to target pixels
   */
  Resampler(FloatPicture source, Affine sourceToTarget) {
    if (source.channels() != 3) {
      throw new IllegalArgumentException(
          "An RGB picture has 3 channels, not " + source.channels() + ".");
    }
    this.source = source;
    toSource = sourceToTarget.inverse();
    stretch = Math.min(1, sourceToTarget.scale());
    reach = reach(sourceToTarget);
    int taps = 2 * (int) Math.ceil(reach) + 1;
    acrossWeights = new float[taps];
    acrossOffsets = new int[taps];
    downWeights = new float[taps];
  }

  /** How far the kernel reaches around a place, in source pixels. */
  static double reach(Affine sourceToTarget) {
    return 2 * Math.max(1, 1 / sourceToTarget.scale());
  }

  /** The whole target, {@code [height, width, 3]}. */
  FloatPicture picture(int width, int height) {
    FloatPicture target = FloatPicture.blank(width, height, 3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sample(x + 0.5, y + 0.5, target.data(), (y * width + x) * 3);
      }
    }
    return target;
  }

  /** Writes three samples to {@code into} from {@code at} on, for a place in target pixels. */
  void sample(double targetX, double targetY, float[] into, int at) {
    Point place = toSource.apply(new Point(targetX, targetY));
    int width = source.width();
    int height = source.height();
    double x = place.x() - 0.5;
    double y = place.y() - 0.5;
    int left = (int) Math.ceil(x - reach);
    int top = (int) Math.ceil(y - reach);
    int across = weigh(left, x, acrossWeights);
    int down = weigh(top, y, downWeights);
    for (int i = 0; i < across; i++) {
      acrossOffsets[i] = 3 * Math.clamp(left + i, 0, width - 1);
    }
    float[] samples = source.data();
    float red = 0;
    float green = 0;
    float blue = 0;
    for (int j = 0; j < down; j++) {
      int row = 3 * width * Math.clamp(top + j, 0, height - 1);
      float rowRed = 0;
      float rowGreen = 0;
      float rowBlue = 0;
      for (int i = 0; i < across; i++) {
        int offset = row + acrossOffsets[i];
        float weight = acrossWeights[i];
        rowRed += weight * samples[offset];
        rowGreen += weight * samples[offset + 1];
        rowBlue += weight * samples[offset + 2];
      }
      float weight = downWeights[j];
      red += weight * rowRed;
      green += weight * rowGreen;
      blue += weight * rowBlue;
    }
    // The kernel's negative lobes overshoot at hard edges.
    into[at] = Math.clamp(red, 0f, 1f);
    into[at + 1] = Math.clamp(green, 0f, 1f);
    into[at + 2] = Math.clamp(blue, 0f, 1f);
  }

  private int weigh(int first, double center, float[] weights) {
    int count = Math.min(weights.length, (int) Math.floor(center + reach) - first + 1);
    float sum = 0;
    for (int i = 0; i < count; i++) {
      float weight = kernel((float) Math.abs((first + i - center) * stretch));
      weights[i] = weight;
      sum += weight;
    }
    for (int i = 0; i < count; i++) {
      weights[i] /= sum;
    }
    return count;
  }

  private static float kernel(float t) {
    if (t < 1) {
      return (1.5f * t - 2.5f) * t * t + 1;
    }
    return t < 2 ? ((-0.5f * t + 2.5f) * t - 4) * t + 2 : 0;
  }
}
