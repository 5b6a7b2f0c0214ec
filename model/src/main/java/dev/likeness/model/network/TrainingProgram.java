package dev.likeness.model.network;

/** A network made ready to learn: one pass forward and back over a batch of both sides. */
public interface TrainingProgram extends AutoCloseable {
  /**
   * Computes the losses at the current weights and writes the gradient of their sum over all
   * parameters into {@link #gradients()}. The weights stay as they are: moving them is the
   * optimiser's part. Called from one thread only.
   */
  Losses run(SideBatch source, SideBatch target);

  /** The gradients of the last run, named and shaped as the weights; owned by this program. */
  Tensors gradients();

  @Override
  void close();
}
