package dev.likeness.model.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which face comes when: in every epoch each face once, in a new order that is a function of seed,
 * side, epoch and rollbacks. So the place in the order is a function of the iteration and needs no
 * saving. Safe for any number of threads.
 */
final class Order {
  private final long seed;
  private final Side side;
  private final long rollbacks;
  private final int faces;
  private final int batch;
  private final Map<Long, int[]> epochs = new HashMap<>();

  Order(long seed, Side side, long rollbacks, int faces, int batch) {
    this.seed = seed;
    this.side = side;
    this.rollbacks = rollbacks;
    this.faces = faces;
    this.batch = batch;
  }

  /** The faces of one iteration, counted from 1. */
  List<Integer> faces(long iteration) {
    List<Integer> chosen = new ArrayList<>(batch);
    for (int slot = 0; slot < batch; slot++) {
      long position = (iteration - 1) * batch + slot;
      chosen.add(epoch(position / faces)[(int) (position % faces)]);
    }
    return chosen;
  }

  private synchronized int[] epoch(long number) {
    epochs.keySet().removeIf(old -> old < number - 64);
    return epochs.computeIfAbsent(number, this::shuffled);
  }

  private int[] shuffled(long epoch) {
    var random = new CounterRandom(seed, Purpose.ORDER.key(), side.key(), epoch, rollbacks);
    int[] order = new int[faces];
    for (int i = 0; i < faces; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
