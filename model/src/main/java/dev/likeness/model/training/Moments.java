package dev.likeness.model.training;

import dev.likeness.model.network.Tensors;

/** Running means of the gradients and of their squares, shaped as the weights; zero at first. */
public record Moments(Tensors first, Tensors second) implements AutoCloseable {
  static Moments of(Tensors weights) {
    return new Moments(weights.sameShapes(), weights.sameShapes());
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
