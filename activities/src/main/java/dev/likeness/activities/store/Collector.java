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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what nothing names any more: mark, grace, sweep. Heads and manifests that may go are moved
 * aside ("retired") and hold what they name for another grace; then their blobs go. While anything
 * cannot be read, no blob goes: what is not understood may be what keeps it. Any number may run at
 * once, beside any number of writers.
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
   * How long a thing that nobody names is left alone, how long a checkpoint that is thinned out,
   * which checkpoints a model keeps, and who owns results; without owners all results stay.
   */
  public record Policy(
      Duration grace, Duration overtaken, Thinning thinning, Optional<Owners> owners) {
    public static final Duration USUAL_GRACE = Duration.ofDays(1);
    public static final Duration PLATFORM_GRACE = Duration.ofDays(14);

    /**
     * Who reads a checkpoint that is not among the last three has it within this, on one machine.
     */
    private static final Duration ONE_MACHINE = Duration.ofHours(1);

    public Policy {
      if (grace.compareTo(ArtifactStore.REFRESH.multipliedBy(2)) < 0) {
        throw new IllegalArgumentException(
            "A grace below a day could delete a blob that a running step relies on.");
      }
      if (overtaken.compareTo(ArtifactStore.REFRESH_FROM_MEMORY.multipliedBy(2)) < 0
          || overtaken.compareTo(grace) > 0) {
        throw new IllegalArgumentException(
            "Checkpoints that are thinned out stay for an hour at least, and a grace at most.");
      }
      if (owners.filter(given -> given.olderThan().compareTo(grace) < 0).isPresent()) {
        throw new IllegalArgumentException("Results stay for a grace at least.");
      }
    }

    /** A day for everything, with a thinning rule; all results stay. */
    public static Policy usual(Thinning thinning) {
      return new Policy(USUAL_GRACE, USUAL_GRACE, thinning, Optional.empty());
    }

    /**
     * For a store of many machines: files that nothing names yet may be what a job works with that
     * waits for a GPU or is paused; a day for what was named.
     */
    public static Policy platform(Thinning thinning) {
      return new Policy(PLATFORM_GRACE, USUAL_GRACE, thinning, Optional.empty());
    }

    /** For a store of which all readers run on its machine: thinned checkpoints go sooner. */
    public static Policy oneMachine(Thinning thinning) {
      return new Policy(USUAL_GRACE, ONE_MACHINE, thinning, Optional.empty());
    }

    /** How long what moved aside holds its blobs. */
    public Duration holds(Kind kind) {
      return kind == Kind.RESULT ? grace : overtaken;
    }

    public Policy owned(Optional<Owners> by) {
      return new Policy(grace, overtaken, thinning, by);
    }
  }

  /** What a thing is that can go, and why. */
  public enum Kind {
    HEAD("checkpoints thinned out of their model's log"),
    CHECKPOINT("results of training whose checkpoint was thinned out"),
    RESULT("results that no project asked for of late"),
    THINNED("files of checkpoints that were thinned out"),
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
        case THINNED, BLOB, RETIRED, PROGRESS, PROBE -> false;
      };
    }
  }

  /** One object that can go; size in bytes, 0 for what only moves aside or is not known. */
  public record Garbage(Kind kind, String object, long size, Instant modified) {}

  /**
   * What can go and what stays, as it was at a moment; bytes of blobs only.
   *
   * @param unreadable objects that are not what their name promises; while there are any, no blob
   *     is garbage
   */
  public record Plan(
      List<Garbage> garbage,
      List<Upload> uploads,
      List<String> unreadable,
      int keptBlobs,
      long keptBytes) {
    public Plan {
      garbage = List.copyOf(garbage);
      uploads = List.copyOf(uploads);
      unreadable = List.copyOf(unreadable);
    }

    public long bytes() {
      return garbage.stream().mapToLong(Garbage::size).sum();
    }

    /** Of this plan what is of these kinds and an earlier one had found too, unchanged since. */
    public Plan confirming(Plan earlier, Set<Kind> kinds) {
      Set<Garbage> before = new HashSet<>(earlier.garbage);
      return new Plan(
          garbage.stream()
              .filter(each -> kinds.contains(each.kind()) && before.contains(each))
              .toList(),
          List.of(),
          unreadable,
          keptBlobs,
          keptBytes);
    }
  }

  /** Looks at everything and deletes nothing. */
  public Plan plan() {
    // Blobs are listed first: one that appears later is not in the list and cannot be deleted.
    List<Stored> blobs = bucket.list(Names.BLOBS);
    List<Upload> uploads =
        bucket.uploads().stream()
            .filter(upload -> isOlder(upload.begun(), policy.grace()))
            .toList();
    References references =
        References.read(bucket, policy, (stored, age) -> isOlder(stored.modified(), age));
    boolean complete = references.unreadable().isEmpty();
    List<Garbage> garbage = new ArrayList<>();
    add(garbage, Kind.HEAD, references.heads());
    add(garbage, Kind.CHECKPOINT, references.checkpoints());
    add(garbage, Kind.RESULT, references.results());
    int kept = 0;
    long keptBytes = 0;
    for (Stored blob : blobs) {
      Optional<Kind> unused = complete ? unused(blob, references) : Optional.empty();
      if (unused.isPresent()) {
        garbage.add(new Garbage(unused.get(), blob.name(), blob.size(), blob.modified()));
      } else {
        kept++;
        keptBytes += blob.size();
      }
    }
    if (complete) {
      addOld(garbage, Kind.RETIRED, Names.RETIRED);
    }
    addOld(garbage, Kind.PROGRESS, Names.PROGRESS);
    addOld(garbage, Kind.PROBE, Names.PROBES);
    return new Plan(garbage, uploads, references.unreadable(), kept, keptBytes);
  }

  private Optional<Kind> unused(Stored blob, References references) {
    String digest = blob.name().substring(blob.name().lastIndexOf('/') + 1);
    if (references.named().contains(digest)) {
      return Optional.empty();
    }
    if (references.letGo().contains(digest) && isOlder(blob.modified(), policy.overtaken())) {
      return Optional.of(Kind.THINNED);
    }
    return isOld(blob) ? Optional.of(Kind.BLOB) : Optional.empty();
  }

  /**
   * Carries a plan out, heads before manifests before blobs; what was written again since the plan
   * stays, however long ago that was. Returns what was moved aside or deleted.
   */
  public List<Garbage> sweep(Plan plan) {
    List<Garbage> gone = new ArrayList<>();
    for (Garbage garbage : plan.garbage()) {
      // Not by today's clock: what was written again since may be old by now, and in use.
      if (bucket
          .stat(garbage.object())
          .filter(stored -> !stored.modified().isAfter(garbage.modified()))
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
