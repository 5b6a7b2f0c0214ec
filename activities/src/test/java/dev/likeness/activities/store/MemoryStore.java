package dev.likeness.activities.store;

import java.time.Clock;

/** A store in memory, for tests of what is built on stores. */
public final class MemoryStore {
  private MemoryStore() {}

  public static ArtifactStore open() {
    return new ArtifactStore(new FakeBucket(), Clock.systemUTC());
  }
}
