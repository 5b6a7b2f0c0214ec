package dev.likeness.model.network;

import java.util.List;

/**
 * One layer as data. Padding is TensorFlow's "same" throughout: an output of ceil(input / stride),
 * with the odd pixel of padding after, never before.
 */
public sealed interface Layer {
  /** The word that layer names are made of, such as {@code conv}. */
  String kind();

  Shape output(Shape input);

  /** Multiply-adds for one image; bias and activation are not counted. */
  long multiplyAdds(Shape input);

  /** Parameters with bare names: {@code weight}, {@code bias}, or none. */
  List<Parameter> parameters(Shape input);

  /** A square convolution with bias. */
  record Conv(int filters, int kernel, int stride, Activation activation) implements Layer {
    @Override
    public String kind() {
      return "conv";
    }

    @Override
    public Shape output(Shape input) {
      return new Shape(
          filters, Math.ceilDiv(input.height(), stride), Math.ceilDiv(input.width(), stride));
    }

    @Override
    public long multiplyAdds(Shape input) {
      return (long) kernel * kernel * input.channels() * output(input).elements();
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      long area = (long) kernel * kernel;
      long in = area * input.channels();
      long out = area * filters;
      return List.of(
          new Parameter(
              "weight",
              List.of((long) kernel, (long) kernel, (long) input.channels(), (long) filters),
              Initializer.HE_UNIFORM,
              in,
              out),
          new Parameter("bias", List.of((long) filters), Initializer.ZERO, in, out));
    }
  }

  /** A matrix product with bias over a flat input. */
  record Dense(int units, Activation activation) implements Layer {
    @Override
    public String kind() {
      return "dense";
    }

    @Override
    public Shape output(Shape input) {
      if (input.height() != 1 || input.width() != 1) {
        throw new IllegalArgumentException("A dense layer wants a flat input, not " + input + ".");
      }
      return Shape.flat(units);
    }

    @Override
    public long multiplyAdds(Shape input) {
      return (long) input.channels() * units;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      long in = input.channels();
      return List.of(
          new Parameter("weight", List.of(in, (long) units), Initializer.GLOROT_UNIFORM, in, units),
          new Parameter("bias", List.of((long) units), Initializer.ZERO, in, units));
    }
  }

  /**
   * Doubles height and width: a 3x3 convolution to four times the filters, leaky ReLU, then
   * depth-to-space, where channel (row * 2 + column) * filters + c becomes channel c (TensorFlow's
   * order).
   */
  record Upscale(int filters) implements Layer {
    Conv conv() {
      return new Conv(4 * filters, 3, 1, Activation.LEAKY_RELU);
    }

    @Override
    public String kind() {
      return "upscale";
    }

    @Override
    public Shape output(Shape input) {
      return new Shape(filters, 2 * input.height(), 2 * input.width());
    }

    @Override
    public long multiplyAdds(Shape input) {
      return conv().multiplyAdds(input);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return conv().parameters(input);
    }
  }

  /** The largest of each 2x2 block. */
  record MaxPool() implements Layer {
    @Override
    public String kind() {
      return "pool";
    }

    @Override
    public Shape output(Shape input) {
      return new Shape(
          input.channels(), Math.ceilDiv(input.height(), 2), Math.ceilDiv(input.width(), 2));
    }

    @Override
    public long multiplyAdds(Shape input) {
      return 0;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of();
    }
  }

  /** Doubles height and width by repeating pixels. */
  record UpsampleNearest() implements Layer {
    @Override
    public String kind() {
      return "nearest";
    }

    @Override
    public Shape output(Shape input) {
      return new Shape(input.channels(), 2 * input.height(), 2 * input.width());
    }

    @Override
    public long multiplyAdds(Shape input) {
      return 0;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of();
    }
  }

  /** Takes the same numbers, in channel, height, width order, as another shape. */
  record Reshape(Shape shape) implements Layer {
    @Override
    public String kind() {
      return "reshape";
    }

    @Override
    public Shape output(Shape input) {
      if (input.elements() != shape.elements()) {
        throw new IllegalArgumentException(input + " does not become " + shape + ".");
      }
      return shape;
    }

    @Override
    public long multiplyAdds(Shape input) {
      return 0;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of();
    }
  }

  /** Makes a vector of a picture, in channel, height, width order. */
  record Flatten() implements Layer {
    @Override
    public String kind() {
      return "flatten";
    }

    @Override
    public Shape output(Shape input) {
      return Shape.flat(input.elements());
    }

    @Override
    public long multiplyAdds(Shape input) {
      return 0;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of();
    }
  }
}
