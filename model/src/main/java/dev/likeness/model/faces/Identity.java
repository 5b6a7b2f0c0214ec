package dev.likeness.model.faces;

import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * Who a face is: dlib's residual network of 29 convolutions (King 2017, weights by way of
 * face-api), which maps a chip to 128 numbers whose Euclidean distance is small for one person.
 * Immutable; any number of threads may use it.
 */
public final class Identity {
  /** dlib's own threshold: two chips nearer than this show the same person. */
  public static final double SAME = 0.6;

  private static final int SIZE = 128;
  private static final float[] MEAN = {122.782f, 117.001f, 104.298f};

  private final Convolution first;
  private final List<Block> blocks;
  private final float[] last;

  private record Block(Convolution first, Convolution second, boolean halves) {}

  private Identity(DescriptorWeights weights) {
    first = Convolution.of(weights, "conv32_down", 7);
    blocks = new ArrayList<>();
    for (String name :
        List.of(
            "conv32_1",
            "conv32_2",
            "conv32_3",
            "conv64_down",
            "conv64_1",
            "conv64_2",
            "conv64_3",
            "conv128_down",
            "conv128_1",
            "conv128_2",
            "conv256_down",
            "conv256_1",
            "conv256_2",
            "conv256_down_out")) {
      blocks.add(
          new Block(
              Convolution.of(weights, name + "/conv1", 3),
              Convolution.of(weights, name + "/conv2", 3),
              name.contains("down")));
    }
    last = weights.tensor("fc");
  }

  /** Reads the 6 MB of weights that are part of this library. */
  public static Identity load() {
    return new Identity(DescriptorWeights.load());
  }

  /** The 128 numbers of a face, from its chip of 150 x 150 pixels. */
  public double[] descriptor(Picture chip) {
    if (chip.width() != Chip.SIDE || chip.height() != Chip.SIDE) {
      throw new IllegalArgumentException(
          "A chip is 150 x 150 pixels, not " + chip.width() + " x " + chip.height() + ".");
    }
    FloatPicture x = FloatPicture.blank(Chip.SIDE, Chip.SIDE, 3);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = ((chip.rgb()[i] & 255) - MEAN[i % 3]) / 255;
    }
    x = largest(rectified(first.halved(x)));
    for (Block block : blocks) {
      x = run(block, x);
    }
    return projected(x);
  }

  /** The Euclidean distance of two descriptors. */
  public static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private static FloatPicture run(Block block, FloatPicture x) {
    FloatPicture shortcut = block.halves ? averaged(x) : x;
    FloatPicture inner = rectified(block.halves ? block.first.halved(x) : block.first.same(x));
    FloatPicture branch = block.second.same(inner);
    // Where one side is smaller or has fewer channels, zeros stand in for the rest.
    int width = Math.max(shortcut.width(), branch.width());
    int height = Math.max(shortcut.height(), branch.height());
    FloatPicture sum = FloatPicture.blank(width, height, branch.channels());
    add(sum, shortcut);
    add(sum, branch);
    return rectified(sum);
  }

  private static void add(FloatPicture sum, FloatPicture part) {
    for (int y = 0; y < part.height(); y++) {
      for (int x = 0; x < part.width(); x++) {
        int to = (y * sum.width() + x) * sum.channels();
        int from = (y * part.width() + x) * part.channels();
        for (int c = 0; c < part.channels(); c++) {
          sum.data()[to + c] += part.data()[from + c];
        }
      }
    }
  }

  private static FloatPicture rectified(FloatPicture x) {
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = Math.max(x.data()[i], 0);
    }
    return x;
  }

  /** The largest of 3 x 3, every other position; what came before is never negative. */
  private static FloatPicture largest(FloatPicture x) {
    FloatPicture y =
        FloatPicture.blank((x.width() - 3) / 2 + 1, (x.height() - 3) / 2 + 1, x.channels());
    for (int i = 0; i < y.data().length; i++) {
      int channel = i % y.channels();
      int column = i / y.channels() % y.width();
      int row = i / y.channels() / y.width();
      for (int k = 0; k < 9; k++) {
        y.data()[i] = Math.max(y.data()[i], x.at(2 * column + k % 3, 2 * row + k / 3, channel));
      }
    }
    return y;
  }

  private static FloatPicture averaged(FloatPicture x) {
    FloatPicture y = FloatPicture.blank(x.width() / 2, x.height() / 2, x.channels());
    for (int i = 0; i < y.data().length; i++) {
      int channel = i % y.channels();
      int column = i / y.channels() % y.width();
      int row = i / y.channels() / y.width();
      float sum = 0;
      for (int k = 0; k < 4; k++) {
        sum += x.at(2 * column + k % 2, 2 * row + k / 2, channel);
      }
      y.data()[i] = sum / 4;
    }
    return y;
  }

  private double[] projected(FloatPicture x) {
    int pixels = x.width() * x.height();
    double[] descriptor = new double[SIZE];
    for (int c = 0; c < x.channels(); c++) {
      double mean = 0;
      for (int i = 0; i < pixels; i++) {
        mean += x.data()[i * x.channels() + c];
      }
      mean /= pixels;
      for (int o = 0; o < SIZE; o++) {
        descriptor[o] += mean * last[c * SIZE + o];
      }
    }
    return descriptor;
  }
}
