package dev.likeness.model.training;

import dev.likeness.model.network.SideBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Batches in the order of iterations, made ahead by threads of its own. What a batch holds depends
 * on its iteration alone, so any number of threads gives the same.
 */
final class BatchSource implements AutoCloseable {
  private static final int AHEAD = 3;

  /** Both sides of one iteration. */
  record Batch(SideBatch source, SideBatch target) {}

  private final TrainingSettings settings;
  private final long rollbacks;
  private final Pack source;
  private final Pack target;
  private final Order sourceOrder;
  private final Order targetOrder;
  private final ExecutorService workers;
  private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
  private long nextToMake;

  /**
   * @param first iteration whose batch comes first, from 1
   */
  BatchSource(TrainingSettings settings, Pack source, Pack target, long first, long rollbacks) {
    this.settings = settings;
    this.rollbacks = rollbacks;
    this.source = source;
    this.target = target;
    sourceOrder = order(Side.SOURCE, source);
    targetOrder = order(Side.TARGET, target);
    nextToMake = first;
    workers =
        Executors.newFixedThreadPool(
            settings.threads(), Thread.ofPlatform().name("batches-", 0).daemon().factory());
  }

  private Order order(Side side, Pack pack) {
    return new Order(settings.seed(), side, rollbacks, pack.faces(), settings.batch());
  }

  /** The next iteration's batch; waits for it when the threads are behind. */
  Batch next() throws InterruptedException {
    while (ahead.size() < AHEAD) {
      long iteration = nextToMake++;
      ahead.add(workers.submit(() -> make(iteration)));
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A batch could not be made.", e.getCause());
    }
  }

  Batch make(long iteration) {
    return new Batch(
        side(Side.SOURCE, source, sourceOrder, iteration),
        side(Side.TARGET, target, targetOrder, iteration));
  }

  private SideBatch side(Side side, Pack pack, Order order, long iteration) {
    int area = pack.shape().size() * pack.shape().size();
    int batch = settings.batch();
    var made =
        new SideBatch(
            new float[3 * batch * area], new float[3 * batch * area], new float[batch * area]);
    var sampler = new FaceSampler(pack);
    List<Integer> faces = order.faces(iteration);
    for (int slot = 0; slot < batch; slot++) {
      var random =
          new CounterRandom(
              settings.seed(), Purpose.VARIATION.key(), side.key(), iteration, slot, rollbacks);
      sampler.sample(
          faces.get(slot),
          Variation.draw(random, settings),
          slot,
          made.input(),
          made.answer(),
          made.weight());
    }
    return made;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.close();
  }
}
