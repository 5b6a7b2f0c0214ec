package dev.likeness.model.training;

import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Parameter;
import dev.likeness.model.network.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The weights a model begins with: a function of its architecture and seed. */
final class StartingWeights {
  private StartingWeights() {}

  static void fill(Architecture architecture, long seed, Tensors weights) {
    int number = 0;
    for (Parameter parameter : architecture.parameters().values()) {
      MemorySegment memory = weights.segment(parameter.name());
      double limit = parameter.initializer().limit(parameter.fanIn(), parameter.fanOut());
      var random = new CounterRandom(seed, Purpose.START.key(), number++);
      for (long i = 0; i < parameter.elements(); i++) {
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.symmetric(limit));
      }
    }
  }
}
