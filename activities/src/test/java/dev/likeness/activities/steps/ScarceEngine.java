package dev.likeness.activities.steps;

import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.PredictionProgram;
import dev.likeness.model.network.Route;
import dev.likeness.model.network.SideBatch;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;

/**
 * An engine whose device has room for so many faces a side, and which fails of more in the words of
 * ND4J's CUDA backend.
 */
record ScarceEngine(Engine engine, int room, Lack lack) implements Engine {
  /** When more than there is room for fails. */
  enum Lack {
    /** While a network is made ready. */
    WHEN_MADE,
    /** In its first pass, as with libraries that allocate late. */
    WHEN_RUN
  }

  private static RuntimeException full(int faces) {
    return new IllegalStateException(
        "Op failed",
        new RuntimeException(
            "cudaMalloc failed; Bytes: [" + (faces << 20) + "]; Error code [2]; DEVICE [0]"));
  }

  @Override
  public String version() {
    return engine.version();
  }

  @Override
  public TrainingProgram training(Architecture architecture, Tensors weights, int batch) {
    if (batch > room && lack == Lack.WHEN_MADE) {
      throw full(batch);
    }
    TrainingProgram program = engine.training(architecture, weights, batch);
    return new TrainingProgram() {
      @Override
      public Losses run(SideBatch source, SideBatch target) {
        if (batch > room) {
          throw full(batch);
        }
        return program.run(source, target);
      }

      @Override
      public Tensors gradients() {
        return program.gradients();
      }

      @Override
      public void close() {
        program.close();
      }
    };
  }

  @Override
  public PredictionProgram prediction(
      Architecture architecture, Tensors weights, Route route, int batch) {
    if (batch > room) {
      throw full(batch);
    }
    return engine.prediction(architecture, weights, route, batch);
  }
}
