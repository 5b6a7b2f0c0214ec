package dev.likeness.activities.store;

import java.time.Clock;

/** A store in memory, for tests of what is built on stores. */
public final class MemoryStore {
  private final FakeBucket bucket = new FakeBucket();
  private final ArtifactStore store = new ArtifactStore(bucket, Clock.systemUTC());

  public static ArtifactStore open() {
    return new MemoryStore().store();
  }

  public ArtifactStore store() {
    return store;
  }

  /** From now on the store does not answer to content from memory, or does again. */
  public void isAwayForContent(boolean away) {
    bucket.isAwayForContent = away;
  }
}
