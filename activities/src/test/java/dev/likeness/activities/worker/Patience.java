package dev.likeness.activities.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for conditions of other processes, which tell nobody when they come to hold. */
final class Patience {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Patience() {}

  /** Looks again and again until it holds; one that never does fails the test by its name. */
  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    var holds = new CompletableFuture<Void>();
    try (var looks = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          looks.scheduleWithFixedDelay(
              () -> {
                try {
                  if (condition.getAsBoolean()) {
                    holds.complete(null);
                  }
                } catch (RuntimeException e) {
                  holds.completeExceptionally(e);
                }
              },
              0,
              100,
              TimeUnit.MILLISECONDS);
      holds.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      looks.shutdownNow();
    } catch (TimeoutException e) {
      throw new AssertionError("Waited in vain until " + what + ".", e);
    } catch (ExecutionException e) {
      throw new AssertionError("Could not see whether " + what + ".", e.getCause());
    }
  }
}
