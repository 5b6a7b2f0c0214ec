package dev.likeness.activities.worker;

import dev.likeness.activities.store.StoreObserver;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.Optional;

/**
 * Who is told what a worker sees.
 *
 * @param traces who follows its workflows, if anybody does
 */
public record Observers(RunFigures runs, StoreObserver store, Optional<WorkerInterceptor> traces) {
  public static final Observers NONE = new Observers(RunFigures.NONE, StoreObserver.NONE);

  public Observers(RunFigures runs, StoreObserver store) {
    this(runs, store, Optional.empty());
  }

  /** The same, with who follows its workflows. */
  public Observers tracing(Optional<WorkerInterceptor> traces) {
    return new Observers(runs, store, traces);
  }
}
