package dev.likeness.activities.worker;

import dev.likeness.activities.store.StoreObserver;

/** Who is told what a worker sees. */
public record Observers(RunFigures runs, StoreObserver store) {
  public static final Observers NONE = new Observers(RunFigures.NONE, StoreObserver.NONE);
}
