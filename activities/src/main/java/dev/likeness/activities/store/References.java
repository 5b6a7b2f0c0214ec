package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.Bucket.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What keeps blobs alive: the digests that manifests and logs name, apart from the manifests whose
 * checkpoints are superseded.
 */
record References(Set<String> named, List<Stored> superseded) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** A manifest that was read, where it lies, and every digest it names. */
  private record Read(Stored stored, Manifest manifest, Set<String> digests) {
    boolean makesOneOf(Set<String> digests) {
      return manifest.result().outputs().values().stream()
          .anyMatch(output -> digests.contains(output.digest().hex()));
    }
  }

  /** Digests that logs name, and those that only the older entries of model logs name. */
  private record Logged(Set<String> kept, Set<String> old) {}

  /**
   * Reads every manifest and log. A manifest promises that its blobs are there, so the answer of a
   * training step goes before its checkpoint: when the checkpoint is no longer among the last, the
   * manifest is old enough to go, and nothing else names the checkpoint.
   */
  static References read(Bucket bucket, int checkpoints, Predicate<Stored> old) {
    Logged logged = logged(bucket, checkpoints);
    List<Read> manifests =
        bucket.list(Names.MANIFESTS).stream().map(stored -> read(bucket, stored)).toList();
    Map<Boolean, List<Read>> candidates =
        manifests.stream()
            .collect(
                Collectors.partitioningBy(
                    read -> old.test(read.stored()) && read.makesOneOf(logged.old())));
    Set<String> named = new HashSet<>(logged.kept());
    candidates.getOrDefault(false, List.of()).forEach(read -> named.addAll(read.digests()));

    Set<String> free = new HashSet<>(logged.old());
    free.removeAll(named);
    List<Stored> superseded = new ArrayList<>();
    for (Read read : candidates.getOrDefault(true, List.of())) {
      if (read.makesOneOf(free)) {
        superseded.add(read.stored());
      } else {
        named.addAll(read.digests());
      }
    }
    return new References(named, superseded);
  }

  private static Read read(Bucket bucket, Stored stored) {
    Manifest manifest = ArtifactStore.parse(bucket, stored.name(), Manifest.class);
    return new Read(stored, manifest, digestsIn(CanonicalJson.tree(manifest)));
  }

  private static Logged logged(Bucket bucket, int checkpoints) {
    Map<String, List<Stored>> logs = new TreeMap<>();
    for (Stored stored : bucket.list(Names.LOGS)) {
      String log = stored.name().substring(0, stored.name().lastIndexOf('/'));
      logs.computeIfAbsent(log, unseen -> new ArrayList<>()).add(stored);
    }
    Logged all = new Logged(new HashSet<>(), new HashSet<>());
    logs.forEach(
        (log, entries) -> {
          boolean model = log.startsWith(Names.LOGS + Collector.MODEL_LOGS);
          entries.sort(Comparator.comparing(Stored::name).reversed());
          addDigests(bucket, entries, model ? checkpoints : Integer.MAX_VALUE, all);
        });
    all.old().removeAll(all.kept());
    return all;
  }

  private static void addDigests(Bucket bucket, List<Stored> newestFirst, int keep, Logged all) {
    int left = keep;
    for (Stored stored : newestFirst) {
      LogEntry entry = ArtifactStore.parse(bucket, stored.name(), LogEntry.class);
      if (!entry.claim()) {
        (left > 0 ? all.kept() : all.old()).addAll(digestsIn(entry.content()));
        left--;
      }
    }
  }

  /** Every 64-digit word, wherever it stands: a parameter may name a blob too. */
  private static Set<String> digestsIn(JsonNode json) {
    return DIGEST
        .matcher(CanonicalJson.text(json))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
