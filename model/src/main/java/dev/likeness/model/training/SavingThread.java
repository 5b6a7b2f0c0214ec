package dev.likeness.model.training;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that saves beside training. It stays the same, because a network's graphs and
 * OpenMP's number of threads belong to the thread that uses them.
 */
final class SavingThread {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("checkpoint").factory());
  private Optional<Future<?>> last = Optional.empty();

  <T> Future<T> begin(Callable<T> work) {
    Future<T> future = thread.submit(work);
    last = Optional.of(future);
    return future;
  }

  boolean busy() {
    return last.isPresent() && !last.get().isDone();
  }

  /** Waits for what was begun last; whoever began it learns what failed. */
  void await() throws InterruptedException {
    if (last.isPresent()) {
      try {
        last.get().get();
      } catch (ExecutionException failed) {
        // Its own future says so.
      }
    }
  }

  /** Ends the thread after everything begun, and this: the memory it reads is freed next. */
  void closeAfter(Runnable end) {
    thread.execute(end);
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        // A copy that is half saved would be lost: finish it, then pass the interrupt on.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
