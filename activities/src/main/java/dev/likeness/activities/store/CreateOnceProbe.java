package dev.likeness.activities.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Two writers race for one object, a few times: exactly one may win each time. */
final class CreateOnceProbe {
  private static final int ROUNDS = 3;

  private final Bucket bucket;

  CreateOnceProbe(Bucket bucket) {
    this.bucket = bucket;
  }

  void run() {
    for (int round = 0; round < ROUNDS; round++) {
      String object = Names.PROBES + UUID.randomUUID();
      CyclicBarrier start = new CyclicBarrier(2);
      List<FutureTask<Boolean>> writers =
          List.of(writer(object, "left", start), writer(object, "right", start));
      writers.forEach(writer -> Thread.ofVirtual().name("probe").start(writer));
      int winners = 0;
      for (FutureTask<Boolean> writer : writers) {
        winners += result(writer) ? 1 : 0;
      }
      // None is a win whose answer was lost and asked for again: the object exists all the same.
      if (winners > 1) {
        throw new StoreException.Unsuitable(
            "The store "
                + bucket.where()
                + " let two writers create the same object, so results could be overwritten: use"
                + " one that honours If-None-Match on PUT, such as MinIO.",
            null);
      }
    }
  }

  private FutureTask<Boolean> writer(String object, String side, CyclicBarrier start) {
    return new FutureTask<>(
        () -> {
          start.await();
          return bucket.create(object, side.getBytes(StandardCharsets.US_ASCII));
        });
  }

  private boolean result(FutureTask<Boolean> writer) {
    try {
      return writer.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StoreException known) {
        throw known;
      }
      throw new IllegalStateException("The probe broke.", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unreachable(
          "Interrupted while trying the store " + bucket.where() + ".", interrupted);
    }
  }
}
