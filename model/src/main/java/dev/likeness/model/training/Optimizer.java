package dev.likeness.model.training;

import dev.likeness.model.network.Tensors;
import java.util.List;

/** Moves weights by their gradients. It keeps no state of its own: that lies in the moments. */
public interface Optimizer {
  /**
   * One step over the tensors of one group.
   *
   * @param group names of the parameters to move
   * @param iteration number of this step, from 1
   */
  void step(
      Tensors weights, Tensors gradients, Moments moments, List<String> group, long iteration);
}
