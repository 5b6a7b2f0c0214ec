package dev.likeness.model.training;

import dev.likeness.model.network.Losses;
import dev.likeness.model.network.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The losses of both sides, iteration by iteration from the first, eight bytes each. */
public final class LossHistory {
  private static final String SOURCE = "source";
  private static final String TARGET = "target";

  private float[] source = new float[1024];
  private float[] target = new float[1024];
  private int length;

  void add(Losses losses) {
    if (length == source.length) {
      source = Arrays.copyOf(source, 2 * length);
      target = Arrays.copyOf(target, 2 * length);
    }
    source[length] = losses.source();
    target[length++] = losses.target();
  }

  public int length() {
    return length;
  }

  /** The losses of an iteration, counted from 1. */
  public Losses at(int iteration) {
    return new Losses(source[iteration - 1], target[iteration - 1]);
  }

  /** Means over the last iterations, at most {@code count}; NaN when there are none. */
  public Losses mean(int count) {
    int from = Math.max(0, length - count);
    double first = 0;
    double second = 0;
    for (int i = from; i < length; i++) {
      first += source[i];
      second += target[i];
    }
    return new Losses((float) (first / (length - from)), (float) (second / (length - from)));
  }

  static SequencedMap<String, List<Long>> shapes(long length) {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put(SOURCE, List.of(length));
    shapes.put(TARGET, List.of(length));
    return shapes;
  }

  static Tensors room(long length) {
    return new Tensors(shapes(length));
  }

  /** A copy as tensors, which the caller closes. */
  Tensors tensors() {
    Tensors tensors = room(length);
    MemorySegment.copy(source, 0, tensors.segment(SOURCE), ValueLayout.JAVA_FLOAT, 0, length);
    MemorySegment.copy(target, 0, tensors.segment(TARGET), ValueLayout.JAVA_FLOAT, 0, length);
    return tensors;
  }

  static LossHistory of(Tensors tensors) {
    var history = new LossHistory();
    float[] source = tensors.floats(SOURCE);
    float[] target = tensors.floats(TARGET);
    for (int i = 0; i < source.length; i++) {
      history.add(new Losses(source[i], target[i]));
    }
    return history;
  }
}
