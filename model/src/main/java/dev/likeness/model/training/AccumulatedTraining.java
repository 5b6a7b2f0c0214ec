package dev.likeness.model.training;

import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.SideBatch;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;

/**
 * A batch that passes through the network in parts, one after another, each with its share in
 * losses and gradients: those of the whole batch up to rounding, in the memory of one part. Parts
 * are of one size; a last one that is shorter is filled up with faces of no weight.
 */
final class AccumulatedTraining implements TrainingProgram {
  private final TrainingProgram program;
  private final Tensors gradients;
  private final int batch;
  private final int part;

  private AccumulatedTraining(TrainingProgram program, Tensors gradients, int batch, int part) {
    this.program = program;
    this.gradients = gradients;
    this.batch = batch;
    this.part = part;
  }

  /**
   * The engine's own program when one part is the whole batch.
   *
   * @param part faces per side that pass through the network at once
   */
  static TrainingProgram of(
      Engine engine, Architecture architecture, Tensors weights, int batch, int part) {
    TrainingProgram program = engine.training(architecture, weights, part);
    return part == batch
        ? program
        : new AccumulatedTraining(program, weights.sameShapes(), batch, part);
  }

  @Override
  public Losses run(SideBatch source, SideBatch target) {
    // A part's mean is over all of its places, so faces of no weight need no other share.
    float share = (float) part / batch;
    float sourceLoss = 0;
    float targetLoss = 0;
    gradients.clear();
    for (int from = 0; from < batch; from += part) {
      Losses losses = program.run(source.part(from, part, batch), target.part(from, part, batch));
      gradients.add(program.gradients(), share);
      sourceLoss += share * losses.source();
      targetLoss += share * losses.target();
    }
    return new Losses(sourceLoss, targetLoss);
  }

  @Override
  public Tensors gradients() {
    return gradients;
  }

  @Override
  public void close() {
    program.close();
    gradients.close();
  }
}
