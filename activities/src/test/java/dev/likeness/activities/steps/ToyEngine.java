package dev.likeness.activities.steps;

import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.PredictionProgram;
import dev.likeness.model.network.Route;
import dev.likeness.model.network.SideBatch;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * An engine that learns nothing, in no time: losses and gradients are functions of batch and
 * weights, as a network's are, and some batches make it stumble.
 */
final class ToyEngine implements Engine {
  private static final float BROKEN = 1e6f;

  enum Fault {
    /** The loss is not a number. */
    NAN,
    /** A weight jumps, and from then on every loss is four times what it was. */
    EXPLOSION
  }

  /** The process dies. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Fault fault;
  private final IntPredicate stones;
  private final List<Integer> batches = new ArrayList<>();
  private int killedAt = Integer.MAX_VALUE;

  /**
   * @param stones hashes of the batches that make it stumble
   */
  ToyEngine(Fault fault, IntPredicate stones) {
    this.fault = fault;
    this.stones = stones;
  }

  /** The process dies in the given pass, counted from 1, before it has an effect. */
  ToyEngine killedIn(int pass) {
    killedAt = pass;
    return this;
  }

  /** Hashes of the batches that were shown, in order. */
  List<Integer> batches() {
    return batches;
  }

  @Override
  public String version() {
    return "toy";
  }

  @Override
  public TrainingProgram training(Architecture architecture, Tensors weights, int batch) {
    Tensors gradients = weights.sameShapes();
    MemorySegment first = weights.segment(weights.names().getFirst());
    return new TrainingProgram() {
      @Override
      public Losses run(SideBatch source, SideBatch target) {
        int hash = Arrays.hashCode(source.input());
        batches.add(hash);
        if (batches.size() >= killedAt) {
          throw new Killed();
        }
        var random = new SplittableRandom(hash);
        for (String name : gradients.names()) {
          gradients
              .segment(name)
              .setAtIndex(ValueLayout.JAVA_FLOAT, 0, (float) random.nextDouble() - 0.5f);
        }
        boolean broken = first.getAtIndex(ValueLayout.JAVA_FLOAT, 1) > BROKEN / 2;
        float loss = (float) (0.5 + 0.1 * random.nextDouble()) * (broken ? 4 : 1);
        if (!stones.test(hash)) {
          return new Losses(loss, loss);
        }
        return switch (fault) {
          case NAN -> new Losses(Float.NaN, loss);
          case EXPLOSION -> {
            first.setAtIndex(ValueLayout.JAVA_FLOAT, 1, BROKEN);
            yield new Losses(loss, loss);
          }
        };
      }

      @Override
      public Tensors gradients() {
        return gradients;
      }

      @Override
      public void close() {
        gradients.close();
      }
    };
  }

  @Override
  public PredictionProgram prediction(
      Architecture architecture, Tensors weights, Route route, int batch) {
    int size = architecture.output().size();
    MemorySegment first = weights.segment(weights.names().getFirst());
    return new PredictionProgram() {
      @Override
      public float[] run(float[] pictures) {
        // Other weights, another picture: a byte of one of them at every place.
        int weight = Float.floatToIntBits(first.getAtIndex(ValueLayout.JAVA_FLOAT, 0));
        float[] seen = new float[3 * batch * size * size];
        for (int i = 0; i < seen.length; i++) {
          seen[i] = ((weight >>> (8 * (i % 3))) & 0xff) / 255f;
        }
        return seen;
      }

      @Override
      public void close() {}
    };
  }
}
