package dev.likeness.activities.store;

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
 * @param letGo digests that checkpoints hold which were retired long enough ago
 * @param heads entries of model logs that are thinned out
 * @param checkpoints manifests whose checkpoints are
 * @param results manifests that nobody owns
 * @param unreadable objects that should hold digests and cannot be read; what they keep is unknown
 */
record References(
    Set<String> named,
    Set<String> letGo,
    List<Stored> heads,
    List<Stored> checkpoints,
    List<Stored> results,
    List<String> unreadable) {
  /**
   * Reads everything that can name a blob. A log with an entry that cannot be read is not thinned,
   * nor is any without all names; no manifest goes while anything cannot be read.
   *
   * @param old whether an object is older than so long
   */
  static References read(Bucket bucket, Policy policy, BiPredicate<Stored, Duration> old) {
    Reading reading = new Reading(bucket);
    Set<String> live = reading.digests(bucket.list(Names.NAMED));
    boolean allNames = reading.unreadable().isEmpty();
    Heads logged = Heads.read(bucket, reading, policy.thinning(), live);
    live.addAll(logged.kept());
    Map<Boolean, List<Stored>> thinned =
        logged.thinned().stream()
            .collect(
                Collectors.partitioningBy(head -> allNames && old.test(head, policy.overtaken())));
    live.addAll(reading.digests(thinned.getOrDefault(false, List.of())));

    List<ReadManifest> results = new ArrayList<>();
    List<ReadManifest> checkpoints = new ArrayList<>();
    List<Stored> manifests = bucket.list(Names.MANIFESTS);
    Set<String> names = manifests.stream().map(Stored::name).collect(Collectors.toSet());
    for (Stored stored : manifests) {
      Optional<ReadManifest> read = reading.manifest(stored);
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
    boolean complete = reading.unreadable().isEmpty();
    List<ReadManifest> unowned =
        policy
            .owners()
            .filter(owners -> complete)
            .map(owners -> unowned(owners, results, checkpoints, live, old))
            .orElse(List.of());
    results.stream().filter(read -> !unowned.contains(read)).forEach(read -> read.addTo(live));
    List<ReadManifest> superseded = superseded(checkpoints, live, policy.overtaken(), old);
    if (!complete) {
      superseded = List.of();
    }

    // What moves aside now holds its blobs for another grace, as what moved aside of late does.
    Set<String> named = new HashSet<>(live);
    List<Stored> heads = thinned.getOrDefault(true, List.of());
    named.addAll(reading.digests(heads));
    superseded.forEach(read -> read.addTo(named));
    unowned.forEach(read -> read.addTo(named));
    Set<String> letGo = new HashSet<>();
    Reading past = new Reading(bucket);
    for (Stored retired : bucket.list(Names.RETIRED)) {
      // What holds nothing any more may be unreadable.
      Reading by = old.test(retired, policy.grace()) ? past : reading;
      boolean checkpoint = by.isOfACheckpoint(retired, policy.thinning());
      boolean holds = !old.test(retired, checkpoint ? policy.overtaken() : policy.grace());
      if (holds || checkpoint) {
        (holds ? named : letGo)
            .addAll(holds ? by.digests(List.of(retired)) : by.madeByACheckpoint(retired));
      }
    }
    return new References(
        named, letGo, heads, stored(superseded), stored(unowned), reading.unreadable());
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

  /** What the heads that stay name, and the heads of models that do not. */
  private record Heads(Set<String> kept, List<Stored> thinned) {
    static Heads read(Bucket bucket, Reading reading, Thinning thinning, Set<String> named) {
      Map<String, List<Stored>> logs = new TreeMap<>();
      for (Stored stored : bucket.list(Names.LOGS)) {
        String log = stored.name().substring(0, stored.name().lastIndexOf('/'));
        logs.computeIfAbsent(log, unseen -> new ArrayList<>()).add(stored);
      }
      Heads all = new Heads(new HashSet<>(), new ArrayList<>());
      logs.forEach((log, entries) -> all.add(reading, log, entries, thinning, named));
      return all;
    }

    private void add(
        Reading reading, String log, List<Stored> entries, Thinning thinning, Set<String> named) {
      Map<Long, Stored> places = new TreeMap<>();
      List<Head> heads = new ArrayList<>();
      entries.sort(Comparator.comparing(Stored::name));
      int unreadable = reading.unreadable().size();
      for (Stored stored : entries) {
        reading
            .entry(stored)
            .filter(entry -> !entry.claim())
            .ifPresent(
                entry -> {
                  places.put(entry.number(), stored);
                  heads.add(new Head(entry, stored.modified()));
                });
      }
      boolean thins =
          log.startsWith(Names.LOGS + Collector.MODEL_LOGS)
              && reading.unreadable().size() == unreadable;
      Set<Long> stay = thins ? thinning.keep(heads, named) : places.keySet();
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
