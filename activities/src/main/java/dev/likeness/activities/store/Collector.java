package dev.likeness.activities.store;

import dev.likeness.activities.store.Bucket.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what nothing names any more. Anything that cannot be read stops it before it deletes
 * anything: what is not understood may be what keeps a blob.
 */
public final class Collector {
  /** Logs under this name hold a model's checkpoints, one entry each. */
  public static final String MODEL_LOGS = "models/";

  private final Bucket bucket;
  private final Policy policy;
  private final Clock clock;

  Collector(Bucket bucket, Policy policy, Clock clock) {
    this.bucket = bucket;
    this.policy = policy;
    this.clock = clock;
  }

  /** How long a thing that nobody names is left alone, and how many checkpoints a model keeps. */
  public record Policy(Duration grace, int checkpoints) {
    /** A day, and the last three. */
    public static final Policy USUAL = new Policy(Duration.ofDays(1), 3);

    public Policy {
      if (grace.compareTo(ArtifactStore.REFRESH.multipliedBy(2)) < 0) {
        throw new IllegalArgumentException(
            "A grace below a day could delete a blob that a running step relies on.");
      }
      if (checkpoints < 1) {
        throw new IllegalArgumentException("A model keeps at least its newest checkpoint.");
      }
    }
  }

  /** Why a thing can go. */
  public enum Kind {
    /** The answer of a training step whose checkpoint is no longer among the last. */
    MANIFEST,
    BLOB,
    PROGRESS,
    PROBE
  }

  /** One object that can go; size in bytes. */
  public record Garbage(Kind kind, String object, long size, Instant modified) {}

  /** What can go and what stays, bytes of blobs only. */
  public record Plan(List<Garbage> garbage, int keptBlobs, long keptBytes) {
    public Plan {
      garbage = List.copyOf(garbage);
    }

    public long bytes() {
      return garbage.stream().mapToLong(Garbage::size).sum();
    }
  }

  /** Looks at everything and deletes nothing. */
  public Plan plan() {
    // Blobs are listed first: one that appears later is not in the list and cannot be deleted.
    List<Stored> blobs = bucket.list(Names.BLOBS);
    References references = References.read(bucket, policy.checkpoints(), this::isOld);
    List<Garbage> garbage = new ArrayList<>();
    references.superseded().forEach(stored -> garbage.add(garbage(Kind.MANIFEST, stored)));
    int kept = 0;
    long keptBytes = 0;
    for (Stored blob : blobs) {
      String digest = blob.name().substring(blob.name().lastIndexOf('/') + 1);
      if (isOld(blob) && !references.named().contains(digest)) {
        garbage.add(garbage(Kind.BLOB, blob));
      } else {
        kept++;
        keptBytes += blob.size();
      }
    }
    addOld(garbage, Kind.PROGRESS, Names.PROGRESS);
    addOld(garbage, Kind.PROBE, Names.PROBES);
    return new Plan(garbage, kept, keptBytes);
  }

  /**
   * Deletes a plan's objects, manifests before the blobs they name; what was written again since
   * the plan stays. Returns what was deleted.
   */
  public List<Garbage> sweep(Plan plan) {
    List<Garbage> deleted = new ArrayList<>();
    for (Garbage garbage : plan.garbage()) {
      boolean unchanged =
          bucket
              .stat(garbage.object())
              .filter(stored -> !stored.modified().isAfter(clock.instant().minus(policy.grace())))
              .isPresent();
      if (unchanged) {
        bucket.delete(garbage.object());
        deleted.add(garbage);
      }
    }
    return deleted;
  }

  private void addOld(List<Garbage> garbage, Kind kind, String prefix) {
    bucket.list(prefix).stream()
        .filter(this::isOld)
        .forEach(stored -> garbage.add(garbage(kind, stored)));
  }

  private boolean isOld(Stored stored) {
    return stored.modified().isBefore(clock.instant().minus(policy.grace()));
  }

  private static Garbage garbage(Kind kind, Stored stored) {
    return new Garbage(kind, stored.name(), stored.size(), stored.modified());
  }
}
