package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.Bucket.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds what nothing names any more. Anything that cannot be read stops it before it deletes
 * anything: what is not understood may be what keeps a blob.
 */
public final class Collector {
  /** Logs under this name hold a model's checkpoints, one entry each. */
  public static final String MODEL_LOGS = "models/";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

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
    Map<Stored, Manifest> manifests = manifests();
    Checkpoints checkpoints = checkpoints();
    Set<Stored> superseded = superseded(manifests, checkpoints);
    Set<String> named = new HashSet<>(checkpoints.kept());
    manifests.forEach(
        (stored, manifest) -> {
          if (!superseded.contains(stored)) {
            named.addAll(digestsIn(CanonicalJson.tree(manifest)));
          }
        });

    List<Garbage> garbage = new ArrayList<>();
    superseded.stream()
        .sorted(Comparator.comparing(Stored::name))
        .forEach(stored -> garbage.add(garbage(Kind.MANIFEST, stored)));
    int kept = 0;
    long keptBytes = 0;
    for (Stored blob : blobs) {
      String digest = blob.name().substring(blob.name().lastIndexOf('/') + 1);
      if (isOld(blob) && !named.contains(digest)) {
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

  private Map<Stored, Manifest> manifests() {
    Map<Stored, Manifest> manifests = new HashMap<>();
    for (Stored stored : bucket.list(Names.MANIFESTS)) {
      manifests.put(stored, ArtifactStore.parse(bucket, stored.name(), Manifest.class));
    }
    return manifests;
  }

  /** Digests that logs name, and those that only older entries of model logs name. */
  private record Checkpoints(Set<String> kept, Set<String> old) {}

  private Checkpoints checkpoints() {
    Map<String, List<Stored>> logs = new TreeMap<>();
    for (Stored stored : bucket.list(Names.LOGS)) {
      String log = stored.name().substring(0, stored.name().lastIndexOf('/'));
      logs.computeIfAbsent(log, unseen -> new ArrayList<>()).add(stored);
    }
    Set<String> kept = new HashSet<>();
    Set<String> old = new HashSet<>();
    logs.forEach(
        (log, entries) -> {
          boolean model = log.startsWith(Names.LOGS + MODEL_LOGS);
          int keep = model ? policy.checkpoints() : Integer.MAX_VALUE;
          entries.sort(Comparator.comparing(Stored::name).reversed());
          for (Stored stored : entries) {
            LogEntry entry = ArtifactStore.parse(bucket, stored.name(), LogEntry.class);
            if (!entry.claim()) {
              (keep > 0 ? kept : old).addAll(digestsIn(entry.content()));
              keep--;
            }
          }
        });
    old.removeAll(kept);
    return new Checkpoints(kept, old);
  }

  /**
   * The manifests whose outputs are old checkpoints that nothing else uses: they must go first, as
   * a manifest promises that its blobs are there.
   */
  private Set<Stored> superseded(Map<Stored, Manifest> manifests, Checkpoints checkpoints) {
    Set<Stored> candidates = new HashSet<>();
    manifests.forEach(
        (stored, manifest) -> {
          boolean makesOld =
              manifest.result().outputs().values().stream()
                  .anyMatch(output -> checkpoints.old().contains(output.digest().hex()));
          if (makesOld && isOld(stored)) {
            candidates.add(stored);
          }
        });
    Set<String> used = new HashSet<>();
    manifests.forEach(
        (stored, manifest) -> {
          if (!candidates.contains(stored)) {
            used.addAll(digestsIn(CanonicalJson.tree(manifest)));
          }
        });
    candidates.removeIf(
        stored ->
            manifests.get(stored) instanceof Manifest manifest
                && manifest.result().outputs().values().stream()
                    .anyMatch(
                        output ->
                            checkpoints.old().contains(output.digest().hex())
                                && used.contains(output.digest().hex())));
    return candidates;
  }

  /** Every 64-digit word, wherever it stands: a parameter may name a blob too. */
  private static Set<String> digestsIn(JsonNode json) {
    Set<String> digests = new HashSet<>();
    DIGEST.matcher(CanonicalJson.text(json)).results().map(MatchResult::group).forEach(digests::add);
    return digests;
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
