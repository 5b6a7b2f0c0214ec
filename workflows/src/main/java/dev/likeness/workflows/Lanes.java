package dev.likeness.workflows;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Spreads pieces of work over a bounded number of lanes, each of which takes the next piece. */
final class Lanes {
  private Lanes() {}

  /**
   * Does pieces 0 to {@code pieces} - 1, at most {@code lanes} at once. When one fails, or when the
   * workflow is cancelled, the others are cancelled and waited for, and the failure goes on.
   */
  static void spread(int pieces, int lanes, IntConsumer work) {
    spread(pieces, lanes, () -> false, work);
  }

  /**
   * The same, while more is wanted: pieces that are begun are done, and the others are left.
   *
   * @return whether every piece was done
   */
  static boolean spread(int pieces, int lanes, BooleanSupplier enough, IntConsumer work) {
    Deque<Integer> waiting = new ArrayDeque<>();
    for (int piece = 0; piece < pieces; piece++) {
      waiting.add(piece);
    }
    List<Promise<Void>> running = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              for (int lane = 0; lane < Math.min(lanes, pieces); lane++) {
                running.add(
                    Async.procedure(
                        () -> {
                          while (!waiting.isEmpty() && !enough.getAsBoolean()) {
                            // Whoever was asked may have let another lane take the last.
                            Integer next = waiting.poll();
                            if (next != null) {
                              work.accept(next);
                            }
                          }
                        }));
              }
            });
    scope.run();
    try {
      Promise.allOf(running).get();
      return waiting.isEmpty();
    } catch (TemporalFailure e) {
      waiting.clear();
      scope.cancel();
      running.forEach(Lanes::end);
      throw e;
    }
  }

  private static void end(Promise<Void> lane) {
    try {
      lane.get();
    } catch (TemporalFailure e) {
      // The first failure is the one that is told; this lane was cancelled because of it.
    }
  }
}
