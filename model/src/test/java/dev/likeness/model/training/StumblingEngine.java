package dev.likeness.model.training;

import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.PredictionProgram;
import dev.likeness.model.network.Route;
import dev.likeness.model.network.SideBatch;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** A real engine that one batch makes stumble: the same batch always, as in a real training. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StumblingEngine(Engine engine, float[] stone, Fault fault) implements Engine {
  enum Fault {
    LOSS,
    GRADIENT
  }

  @Override
  public String version() {
    return engine.version();
  }

  @Override
  public TrainingProgram training(Architecture architecture, Tensors weights, int batch) {
    TrainingProgram program = engine.training(architecture, weights, batch);
    return new TrainingProgram() {
      @Override
      public Losses run(SideBatch source, SideBatch target) {
        Losses losses = program.run(source, target);
        if (!Arrays.equals(source.input(), stone)) {
          return losses;
        }
        return switch (fault) {
          case LOSS -> new Losses(losses.source(), Float.NEGATIVE_INFINITY);
          case GRADIENT -> {
            gradients()
                .segment(weights.names().getLast())
                .setAtIndex(ValueLayout.JAVA_FLOAT, 0, 1e20f);
            yield losses;
          }
        };
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
    return engine.prediction(architecture, weights, route, batch);
  }
}
