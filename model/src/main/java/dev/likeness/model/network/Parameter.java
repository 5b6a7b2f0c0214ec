package dev.likeness.model.network;

import java.util.List;

/**
 * One trained tensor. Convolution weights are {@code [kernel height, kernel width, in, out]}, dense
 * weights {@code [in, out]}, biases {@code [out]}; the last axis runs fastest.
 *
 * @param name {@code <part>/<layer>/weight} or {@code <part>/<layer>/bias}
 */
public record Parameter(
    String name, List<Long> shape, Initializer initializer, long fanIn, long fanOut) {
  public Parameter {
    shape = List.copyOf(shape);
  }

  Parameter in(String prefix) {
    return new Parameter(prefix + "/" + name, shape, initializer, fanIn, fanOut);
  }

  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
