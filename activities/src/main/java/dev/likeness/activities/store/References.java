package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.Bucket.Stored;
import dev.likeness.activities.store.Collector.Policy;
import dev.likeness.activities.store.Thinning.Head;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What keeps blobs alive: the digests that names, logs, manifests and things retired of late hold,
 * apart from the heads and manifests that may be retired now.
 *
 * @param heads entries of model logs that are thinned out
 * @param checkpoints manifests whose checkpoints are
 * @param results manifests that nobody owns
 */
record References(
    Set<String> named, List<Stored> heads, List<Stored> checkpoints, List<Stored> results) {
  /**
   * Reads everything that can name a blob.
   *
   * @param old whether an object is older than so long
   */
  static References read(Bucket bucket, Policy policy, BiPredicate<Stored, Duration> old) {
    Set<String> live = digests(bucket, bucket.list(Names.NAMED));
    Heads logged = Heads.read(bucket, policy.thinning(), live);
    live.addAll(logged.kept());
    Map<Boolean, List<Stored>> thinned =
        logged.thinned().stream()
            .collect(Collectors.partitioningBy(head -> old.test(head, policy.grace())));
    live.addAll(digests(bucket, thinned.getOrDefault(false, List.of())));

    List<ReadManifest> results = new ArrayList<>();
    List<ReadManifest> checkpoints = new ArrayList<>();
    List<Stored> manifests = bucket.list(Names.MANIFESTS);
    Set<String> names = manifests.stream().map(Stored::name).collect(Collectors.toSet());
    for (Stored stored : manifests) {
      Optional<ReadManifest> read =
          there(bucket, stored, Manifest.class).map(manifest -> ReadManifest.of(stored, manifest));
      if (names.contains(Names.nextAnswer(stored.name()))) {
        // Answers are looked for one after the other: without this one the next is not found.
        read.ifPresent(answer -> answer.addTo(live));
      } else {
        read.ifPresent(
            answer ->
                (policy.thinning().isCheckpoint(answer.manifest()) ? checkpoints : results)
                    .add(answer));
      }
    }
    List<ReadManifest> unowned =
        policy
            .owners()
            .map(owners -> unowned(owners, results, checkpoints, live, old))
            .orElse(List.of());
    results.stream().filter(read -> !unowned.contains(read)).forEach(read -> read.addTo(live));
    List<ReadManifest> superseded = superseded(checkpoints, live, policy.grace(), old);

    // What moves aside now holds its blobs for another grace, as what moved aside of late does.
    Set<String> named = new HashSet<>(live);
    List<Stored> heads = thinned.getOrDefault(true, List.of());
    named.addAll(digests(bucket, heads));
    superseded.forEach(read -> read.addTo(named));
    unowned.forEach(read -> read.addTo(named));
    named.addAll(
        digests(
            bucket,
            bucket.list(Names.RETIRED).stream()
                .filter(retired -> !old.test(retired, policy.grace()))
                .toList()));
    return new References(named, heads, stored(superseded), stored(unowned));
  }

  private static Set<String> digests(Bucket bucket, List<Stored> objects) {
    Set<String> all = new HashSet<>();
    for (Stored stored : objects) {
      there(bucket, stored, JsonNode.class)
          .ifPresent(json -> all.addAll(ReadManifest.digestsIn(json)));
    }
    return all;
  }

  /** A checkpoint's manifest stays while anything that stays names anything of it. */
  private static List<ReadManifest> superseded(
      List<ReadManifest> checkpoints,
      Set<String> named,
      Duration grace,
      BiPredicate<Stored, Duration> old) {
    List<ReadManifest> left = new ArrayList<>(checkpoints);
    keepAll(left, named, read -> !old.test(read.stored(), grace) || read.made(named));
    return left;
  }

  /** Results that are old, are not made of recent footage, and lead to nothing that is wanted. */
  private static List<ReadManifest> unowned(
      Owners owners,
      List<ReadManifest> results,
      List<ReadManifest> checkpoints,
      Set<String> kept,
      BiPredicate<Stored, Duration> old) {
    List<ReadManifest> all = new ArrayList<>(results);
    all.addAll(checkpoints);
    Set<String> recent = new HashSet<>(owners.footage());
    Set<ReadManifest> owned = new HashSet<>();
    for (boolean more = true; more; ) {
      more = false;
      for (ReadManifest read : all) {
        if ((read.isFrom(recent) || read.made(recent)) && owned.add(read)) {
          recent.addAll(read.made());
          more = true;
        }
      }
    }
    Set<String> wanted = new HashSet<>(owners.wanted());
    wanted.addAll(kept);
    owned.forEach(read -> wanted.addAll(read.from()));
    all.removeAll(owned);
    keepAll(all, wanted, read -> read.made(wanted) || !old.test(read.stored(), owners.olderThan()));
    return results.stream().filter(all::contains).toList();
  }

  /** Takes out of the list what stays, and adds what that names, until nothing more does. */
  private static void keepAll(
      List<ReadManifest> left, Set<String> named, Predicate<ReadManifest> stays) {
    List<ReadManifest> kept;
    do {
      kept = left.stream().filter(stays).toList();
      kept.forEach(read -> read.addTo(named));
      left.removeAll(kept);
    } while (!kept.isEmpty());
  }

  private static List<Stored> stored(Collection<ReadManifest> manifests) {
    return manifests.stream().map(ReadManifest::stored).toList();
  }

  /** Empty for what another collector took away since the listing. */
  private static <T> Optional<T> there(Bucket bucket, Stored stored, Class<T> type) {
    try {
      return Optional.of(ArtifactStore.parse(bucket, stored.name(), type));
    } catch (StoreException.Missing gone) {
      if (bucket.stat(stored.name()).isPresent()) {
        throw gone; // The store contradicts itself.
      }
      return Optional.empty();
    }
  }

  /** What the heads that stay name, and the heads of models that do not. */
  private record Heads(Set<String> kept, List<Stored> thinned) {
    static Heads read(Bucket bucket, Thinning thinning, Set<String> named) {
      Map<String, List<Stored>> logs = new TreeMap<>();
      for (Stored stored : bucket.list(Names.LOGS)) {
        String log = stored.name().substring(0, stored.name().lastIndexOf('/'));
        logs.computeIfAbsent(log, unseen -> new ArrayList<>()).add(stored);
      }
      Heads all = new Heads(new HashSet<>(), new ArrayList<>());
      logs.forEach((log, entries) -> all.add(bucket, log, entries, thinning, named));
      return all;
    }

    private void add(
        Bucket bucket, String log, List<Stored> entries, Thinning thinning, Set<String> named) {
      Map<Long, Stored> places = new TreeMap<>();
      List<Head> heads = new ArrayList<>();
      entries.sort(Comparator.comparing(Stored::name));
      for (Stored stored : entries) {
        there(bucket, stored, LogEntry.class)
            .filter(entry -> !entry.claim())
            .ifPresent(
                entry -> {
                  places.put(Names.number(stored.name()), stored);
                  heads.add(new Head(entry, stored.modified()));
                });
      }
      boolean model = log.startsWith(Names.LOGS + Collector.MODEL_LOGS);
      Set<Long> stay = model ? thinning.keep(heads, named) : places.keySet();
      for (Head head : heads) {
        if (stay.contains(head.entry().number())) {
          kept.addAll(ReadManifest.digestsIn(head.entry().content()));
        }
      }
      places.forEach(
          (number, stored) -> {
            if (!stay.contains(number)) {
              thinned.add(stored);
            }
          });
    }
  }
}
