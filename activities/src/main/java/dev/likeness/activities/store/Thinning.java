package dev.likeness.activities.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Which checkpoints of a model stay. A pure function of what the store holds: asked again about
 * what is left, it lets nothing go that it kept, and keeps nothing it let go.
 */
public interface Thinning {
  /** A checkpoint in a model's log, and when the store says that it was written. */
  record Head(LogEntry entry, Instant written) {}

  /**
   * The numbers of the heads that stay, always with the newest.
   *
   * @param oldestFirst all heads of one log, without claims
   * @param named digests under names that a person gave
   */
  Set<Long> keep(List<Head> oldestFirst, Set<String> named);

  /** Whether a manifest answers with a checkpoint, and so goes and stays with it. */
  boolean isCheckpoint(Manifest manifest);
}
