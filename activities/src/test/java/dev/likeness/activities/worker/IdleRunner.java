package dev.likeness.activities.worker;

import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRunner;
import java.time.Duration;
import java.util.Optional;

/** A runner that does nothing where a test does not say what it does. */
interface IdleRunner extends StepRunner {
  @Override
  default Optional<StepHandle> find(StepRun run) {
    return Optional.empty();
  }

  @Override
  default void stop(StepHandle handle, Duration grace) {}

  @Override
  default Optional<String> moreMemory(StepRun run) {
    return Optional.empty();
  }

  @Override
  default void release(StepHandle handle) {}

  @Override
  default void leave(Duration grace) {}

  @Override
  default void close() {}
}
