package dev.likeness.activities.store;

/** A store that tests have to themselves, and in which nothing may be found from before. */
public final class EmptiedStore {
  private EmptiedStore() {}

  /** Makes the bucket if it is missing, and removes all that is in it. */
  public static void at(StoreAddress address) {
    try (MinioBucket bucket = new MinioBucket(address, Retries.USUAL)) {
      bucket.createIfMissing();
      bucket.list("").forEach(stored -> bucket.delete(stored.name()));
    }
  }
}
