package dev.likeness.model.faces;

import dev.likeness.model.image.FloatPicture;

/**
 * A convolution with its affine scale folded in; the filters are {@code [k, k, in, out]} as stored.
 * Sums run in one fixed order, so descriptors are the same on every machine.
 */
@SuppressWarnings("ArrayRecordComponent") // weights, compared by nobody
record Convolution(int kernel, int in, int out, float[] filters, float[] bias) {

  static Convolution of(DescriptorWeights weights, String name, int kernel) {
    float[] filters = weights.tensor(name + "/conv/filters").clone();
    float[] bias = weights.tensor(name + "/conv/bias").clone();
    float[] scale = weights.tensor(name + "/scale/weights");
    float[] shift = weights.tensor(name + "/scale/biases");
    int out = bias.length;
    for (int i = 0; i < filters.length; i++) {
      filters[i] *= scale[i % out];
    }
    for (int i = 0; i < out; i++) {
      bias[i] = bias[i] * scale[i] + shift[i];
    }
    return new Convolution(kernel, filters.length / (kernel * kernel * out), out, filters, bias);
  }

  /** With zeros around it, so the size stays. */
  FloatPicture same(FloatPicture x) {
    return run(x, x.width(), x.height(), 1, kernel / 2);
  }

  /** Every other position, none beyond the border. */
  FloatPicture halved(FloatPicture x) {
    return run(x, (x.width() - kernel) / 2 + 1, (x.height() - kernel) / 2 + 1, 2, 0);
  }

  private FloatPicture run(FloatPicture x, int width, int height, int stride, int padding) {
    FloatPicture y = FloatPicture.blank(width, height, out);
    float[] sums = new float[out];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        System.arraycopy(bias, 0, sums, 0, out);
        for (int ky = 0; ky < kernel; ky++) {
          int from = row * stride + ky - padding;
          for (int kx = 0; kx < kernel && from >= 0 && from < x.height(); kx++) {
            int left = column * stride + kx - padding;
            if (left >= 0 && left < x.width()) {
              int at = (from * x.width() + left) * in;
              add(sums, x.data(), at, (ky * kernel + kx) * in * out);
            }
          }
        }
        System.arraycopy(sums, 0, y.data(), (row * width + column) * out, out);
      }
    }
    return y;
  }

  private void add(float[] sums, float[] x, int at, int filter) {
    for (int i = 0; i < in; i++) {
      float value = x[at + i];
      if (value != 0) { // half of what ReLU leaves is zero
        int weights = filter + i * out;
        for (int o = 0; o < sums.length; o++) {
          sums[o] += value * filters[weights + o];
        }
      }
    }
  }
}
