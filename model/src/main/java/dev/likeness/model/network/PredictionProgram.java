package dev.likeness.model.network;

/** A network made ready to draw: one route forward over a fixed number of pictures. */
public interface PredictionProgram extends AutoCloseable {
  /**
   * Draws {@code [batch, 3, size, size]} from pictures of that shape, RGB 0 to 1, with the weights
   * as they are now. Called from one thread only.
   */
  float[] run(float[] pictures);

  @Override
  void close();
}
