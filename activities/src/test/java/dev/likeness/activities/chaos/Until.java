package dev.likeness.activities.chaos;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for conditions by looking again; one that never holds fails the test. */
final class Until {
  private static final long BETWEEN_LOOKS = 50;

  private Until() {}

  static void holds(String what, Duration longest, BooleanSupplier condition) {
    var looks = new CompletableFuture<Void>();
    try (var clock = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          clock.scheduleWithFixedDelay(
              () -> {
                try {
                  if (condition.getAsBoolean()) {
                    looks.complete(null);
                  }
                } catch (RuntimeException | Error broken) {
                  looks.completeExceptionally(broken);
                }
              },
              0,
              BETWEEN_LOOKS,
              TimeUnit.MILLISECONDS);
      try {
        looks.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException never) {
        throw new AssertionError("It never came to this: " + what, never);
      } catch (ExecutionException broken) {
        throw new AssertionError("While waiting for this: " + what, broken.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting for this: " + what, interrupted);
      } finally {
        clock.shutdownNow();
      }
    }
  }
}
