package dev.likeness.activities.metrics;

import dev.likeness.activities.store.StoreObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Counts what passes between the worker and the store. */
final class StoreMeters implements StoreObserver {
  private final MeterRegistry registry;

  StoreMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Operation operation : Operation.values()) {
      Figure.STORE_TIME.timer(registry, RunMeters.word(operation));
      for (Answer answer : Answer.values()) {
        Figure.STORE_REQUESTS.counter(registry, RunMeters.word(operation), RunMeters.word(answer));
      }
    }
    for (Direction direction : Direction.values()) {
      Figure.STORE_BYTES.counter(registry, RunMeters.word(direction));
    }
    Figure.STORE_RETRIES.counter(registry);
    Figure.STORE_DEAD.counter(registry);
  }

  @Override
  public void asked(Operation operation, Answer answer, Duration took) {
    Figure.STORE_REQUESTS
        .counter(registry, RunMeters.word(operation), RunMeters.word(answer))
        .increment();
    Figure.STORE_TIME.timer(registry, RunMeters.word(operation)).record(took);
  }

  @Override
  public void moved(Direction direction, long bytes) {
    Figure.STORE_BYTES.counter(registry, RunMeters.word(direction)).increment((double) bytes);
  }

  @Override
  public void askedAgain() {
    Figure.STORE_RETRIES.counter(registry).increment();
  }

  @Override
  public void foundDead() {
    Figure.STORE_DEAD.counter(registry).increment();
  }
}
