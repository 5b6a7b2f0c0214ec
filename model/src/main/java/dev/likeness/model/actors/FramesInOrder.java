package dev.likeness.model.actors;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Makes frames on several threads and hands them over on the caller's, one by one in order. */
public final class FramesInOrder {
  /** Takes the frame with this ordinal; called in order, from 0. */
  public interface Taker<T> {
    void take(int ordinal, T frame);
  }

  private FramesInOrder() {}

  /**
   * Makes {@code count} frames, at most a few ahead of the taker.
   *
   * @throws IllegalStateException with the cause when a frame could not be made, or when the
   *     calling thread is interrupted
   */
  public static <T> void each(int count, int threads, IntFunction<T> make, Taker<T> taker) {
    var ahead = new ArrayDeque<Future<T>>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      int next = 0;
      for (int ordinal = 0; ordinal < count; ordinal++) {
        while (next < count && ahead.size() < 3 * threads) {
          int due = next++;
          ahead.add(pool.submit(() -> make.apply(due)));
        }
        try {
          taker.take(ordinal, ahead.remove().get());
        } catch (ExecutionException e) {
          throw new IllegalStateException("Frame " + ordinal + " could not be made.", e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("Interrupted while making frame " + ordinal + ".", e);
        }
      }
    } finally {
      ahead.forEach(frame -> frame.cancel(true));
    }
  }
}
