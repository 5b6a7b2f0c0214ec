package dev.likeness.activities.store;

import dev.likeness.activities.store.Bucket.Stored;
import dev.likeness.activities.store.Bucket.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds what nothing names any more: mark, grace, sweep. Heads and manifests that may go are moved
 * aside ("retired") and hold what they name for another grace; then their blobs go. Anything that
 * cannot be read stops it before it deletes anything: what is not understood may be what keeps a
 * blob. Any number may run at once, beside any number of writers.
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

  /**
   * How long a thing that nobody names is left alone, which checkpoints a model keeps, and who owns
   * results; without owners all results stay.
   */
  public record Policy(Duration grace, Thinning thinning, Optional<Owners> owners) {
    public static final Duration USUAL_GRACE = Duration.ofDays(1);

    public Policy {
      if (grace.compareTo(ArtifactStore.REFRESH.multipliedBy(2)) < 0) {
        throw new IllegalArgumentException(
            "A grace below a day could delete a blob that a running step relies on.");
      }
      if (owners.filter(given -> given.olderThan().compareTo(grace) < 0).isPresent()) {
        throw new IllegalArgumentException("Results stay for a grace at least.");
      }
    }

    /** A day, with a thinning rule; all results stay. */
    public static Policy usual(Thinning thinning) {
      return new Policy(USUAL_GRACE, thinning, Optional.empty());
    }
  }

  /** What a thing is that can go, and why. */
  public enum Kind {
    HEAD("checkpoints thinned out of their model's log"),
    CHECKPOINT("results of training whose checkpoint was thinned out"),
    RESULT("results that no project asked for of late"),
    BLOB("files that no result, checkpoint or name refers to"),
    RETIRED("notes of what was thinned out more than a grace ago"),
    PROGRESS("progress of runs that said nothing for a grace"),
    PROBE("traces of start-up checks");

    private final String why;

    Kind(String why) {
      this.why = why;
    }

    public String why() {
      return why;
    }

    /** Whether it moves aside first, and holds its blobs for another grace. */
    public boolean isSetAside() {
      return switch (this) {
        case HEAD, CHECKPOINT, RESULT -> true;
        case BLOB, RETIRED, PROGRESS, PROBE -> false;
      };
    }
  }

  /** One object that can go; size in bytes, 0 for what only moves aside or is not known. */
  public record Garbage(Kind kind, String object, long size, Instant modified) {}

  /** What can go and what stays, as it was at a moment; bytes of blobs only. */
  public record Plan(
      Instant made, List<Garbage> garbage, List<Upload> uploads, int keptBlobs, long keptBytes) {
    public Plan {
      garbage = List.copyOf(garbage);
      uploads = List.copyOf(uploads);
    }

    public long bytes() {
      return garbage.stream().mapToLong(Garbage::size).sum();
    }
  }

  /** Looks at everything and deletes nothing. */
  public Plan plan() {
    Instant now = clock.instant();
    // Blobs are listed first: one that appears later is not in the list and cannot be deleted.
    List<Stored> blobs = bucket.list(Names.BLOBS);
    List<Upload> uploads =
        bucket.uploads().stream()
            .filter(upload -> isOlder(upload.begun(), policy.grace()))
            .toList();
    References references =
        References.read(bucket, policy, (stored, age) -> isOlder(stored.modified(), age));
    List<Garbage> garbage = new ArrayList<>();
    add(garbage, Kind.HEAD, references.heads());
    add(garbage, Kind.CHECKPOINT, references.checkpoints());
    add(garbage, Kind.RESULT, references.results());
    int kept = 0;
    long keptBytes = 0;
    for (Stored blob : blobs) {
      String digest = blob.name().substring(blob.name().lastIndexOf('/') + 1);
      if (isOld(blob) && !references.named().contains(digest)) {
        garbage.add(new Garbage(Kind.BLOB, blob.name(), blob.size(), blob.modified()));
      } else {
        kept++;
        keptBytes += blob.size();
      }
    }
    addOld(garbage, Kind.RETIRED, Names.RETIRED);
    addOld(garbage, Kind.PROGRESS, Names.PROGRESS);
    addOld(garbage, Kind.PROBE, Names.PROBES);
    return new Plan(now, garbage, uploads, kept, keptBytes);
  }

  /**
   * Carries a plan out, heads before manifests before blobs; what was written again since the plan
   * stays, however long ago that was. Returns what was moved aside or deleted.
   */
  public List<Garbage> sweep(Plan plan) {
    List<Garbage> gone = new ArrayList<>();
    // Not by today's clock: what was written again since may be old by now, and in use.
    Instant since = plan.made().minus(policy.grace());
    for (Garbage garbage : plan.garbage()) {
      if (bucket
          .stat(garbage.object())
          .filter(stored -> stored.modified().isBefore(since))
          .isPresent()) {
        if (garbage.kind().isSetAside()) {
          retire(garbage.object());
        } else {
          bucket.delete(garbage.object());
        }
        gone.add(garbage);
      }
    }
    for (Upload upload : plan.uploads()) {
      bucket.abort(upload);
    }
    return gone;
  }

  /** A copy first: whatever happens in between, something holds the blobs. */
  private void retire(String object) {
    try (InputStream in = bucket.open(object, 0)) {
      bucket.put(Names.retired(object), in.readAllBytes());
    } catch (StoreException.Missing gone) {
      return; // Another collector was here.
    } catch (IOException broken) {
      throw new StoreException.Unreachable(
          "Reading " + object + " from " + bucket.where() + " broke off.", broken);
    }
    bucket.delete(object);
  }

  private void addOld(List<Garbage> garbage, Kind kind, String prefix) {
    bucket.list(prefix).stream()
        .filter(this::isOld)
        .forEach(
            stored ->
                garbage.add(new Garbage(kind, stored.name(), stored.size(), stored.modified())));
  }

  private static void add(List<Garbage> garbage, Kind kind, Collection<Stored> moved) {
    moved.forEach(stored -> garbage.add(new Garbage(kind, stored.name(), 0, stored.modified())));
  }

  private boolean isOld(Stored stored) {
    return isOlder(stored.modified(), policy.grace());
  }

  private boolean isOlder(Instant since, Duration age) {
    return since.isBefore(clock.instant().minus(age));
  }
}
