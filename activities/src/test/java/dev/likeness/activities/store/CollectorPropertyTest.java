package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.store.Collector.Policy;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random stores, writers and collectors, whose requests come in any order: what can be reached is
 * there at every moment, and in the end nothing else is.
 */
final class CollectorPropertyTest {
  private static final int WORLDS = 40;
  private static final int ACTIONS = 120;

  @Test
  void nothingReachableIsEverDeletedAndAllElseIsInTheEnd() throws IOException {
    holds(Policy.usual(new Retention()), Duration.ofHours(20));
  }

  @Test
  void norWhereThinnedCheckpointsGoSooner() throws IOException {
    holds(Policy.oneMachine(new Retention()), Duration.ofHours(20));
    holds(Policy.oneMachine(new Retention()), Duration.ofHours(3));
  }

  private static void holds(Policy policy, Duration longest) throws IOException {
    int thinned = 0;
    int deleted = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed, policy, longest);
      for (int i = 0; i < ACTIONS; i++) {
        world.act();
        world.check();
      }
      world.settle();
      assertEquals(world.reachable(), world.blobs(), "seed " + seed);
      thinned += world.thinned;
      deleted += world.deleted;
    }
    assertTrue(thinned > WORLDS && deleted > WORLDS, thinned + " thinned, " + deleted + " deleted");
  }

  private static final class World {
    final FakeBucket bucket = new FakeBucket();
    final BucketClock clock = new BucketClock(bucket);
    final ArtifactStore store = new ArtifactStore(bucket, clock);
    final Policy policy;
    final Duration longest;
    final Collector collector;
    final SplittableRandom random;
    final int seed;
    final List<Pending> pending = new ArrayList<>();
    final List<Collector.Plan> plans = new ArrayList<>();
    final List<LogWriter> trainers = new ArrayList<>();
    final EntryLog log;
    long newestNumber;
    int iteration;
    int names;
    int thinned;
    int deleted;

    /** A blob that was put and is not yet named; nobody compares these. */
    @SuppressWarnings("ArrayRecordComponent")
    record Pending(BlobRef blob, byte[] content, Instant put) {}

    World(int seed, Policy policy, Duration longest) {
      this.seed = seed;
      this.policy = policy;
      this.longest = longest;
      random = new SplittableRandom(seed);
      log = store.log("models/m");
      var between = new InterleavedBucket(bucket, this::maybeWrite);
      collector = new Collector(between, policy, clock);
    }

    void act() {
      switch (random.nextInt(5)) {
        case 0 ->
            bucket.now =
                bucket.now.plus(Duration.ofMinutes(random.nextInt((int) longest.toMinutes())));
        case 1 -> plans.add(collector.plan());
        case 2 -> sweep();
        default -> write();
      }
    }

    private void sweep() {
      if (!plans.isEmpty()) {
        // Also one that is long out of date, also one that was carried out already.
        for (var gone : collector.sweep(plans.get(random.nextInt(plans.size())))) {
          thinned += gone.kind() == Collector.Kind.HEAD ? 1 : 0;
          deleted += gone.kind().isSetAside() ? 0 : 1;
        }
      }
    }

    private void maybeWrite() {
      if (random.nextInt(4) == 0) {
        write();
      }
    }

    /** One request of one writer, as the steps make them. */
    private void write() {
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          byte[] content = {(byte) random.nextInt(24)};
          pending.add(new Pending(store.put(content), content, bucket.now));
        }
        case 2, 3 -> commit();
        case 4 -> train();
        default -> name();
      }
    }

    /** The check before a commit: what is named is there and was written or found of late. */
    private boolean ready(Pending blob) {
      if (blob.put().plus(ArtifactStore.REFRESH_FROM_MEMORY).isBefore(bucket.now)
          || store.stat(blob.blob().digest()).isEmpty()) {
        pending.remove(blob);
        return false;
      }
      return true;
    }

    private void commit() {
      if (!pending.isEmpty()) {
        Pending blob = pending.get(random.nextInt(pending.size()));
        if (ready(blob)) {
          store.commit(
              Manifests.of(
                  random.nextInt(12) == 0 ? "merge" : "train",
                  random.nextInt(1 << 20),
                  List.of(),
                  Map.of("out", blob.blob())));
        }
      }
    }

    private void train() {
      if (trainers.isEmpty() || random.nextInt(8) == 0) {
        trainers.add(log.claim("trainer " + trainers.size()));
      }
      if (!pending.isEmpty() && ready(pending.getLast())) {
        LogWriter writer = trainers.get(random.nextInt(trainers.size()));
        JsonNode head = TrainedModel.content(++iteration, pending.getLast().blob());
        Append append = writer.appendIfMine(head);
        if (writer == trainers.getLast()) {
          Append.Written written = assertInstanceOf(Append.Written.class, append, "seed " + seed);
          assertEquals(written.entry().mark(), log.newest().orElseThrow().mark());
          assertEquals(written.entry().mark(), log.newestContent().orElseThrow().mark());
        } else {
          assertInstanceOf(Append.Overtaken.class, append, "seed " + seed);
        }
      }
    }

    private void name() {
      log.newestContent()
          .ifPresent(head -> store.named().give("m/name-" + names++, head.content()));
      if (random.nextInt(3) != 0 && names > 0) {
        store.named().takeBack("m/name-" + random.nextInt(names));
      }
    }

    void check() throws IOException {
      assertTrue(blobs().containsAll(reachable()), "seed " + seed + " lost what can be reached");
      assertTrue(log.newestNumber() >= newestNumber, "seed " + seed + ": numbers went back");
      newestNumber = log.newestNumber();
    }

    /** Everything stands still for long enough. */
    void settle() throws IOException {
      Collector alone = new Collector(bucket, policy, clock);
      for (int i = 0; i < 3; i++) {
        bucket.now = bucket.now.plus(Duration.ofDays(2));
        alone.sweep(alone.plan());
        check();
      }
      assertEquals(List.of(), bucket.list(Names.RETIRED));
      Set<Long> heads = new TreeSet<>();
      log.list().stream()
          .filter(entry -> !entry.claim())
          .forEach(entry -> heads.add(entry.number()));
      assertTrue(heads.isEmpty() || heads.size() <= 3 + 24 + 30 + 1 + names);
    }

    /** Read from the store itself: all digests of names, heads and manifests that stand there. */
    Set<String> reachable() throws IOException {
      Map<String, JsonNode> standing = new TreeMap<>();
      for (String place : List.of(Names.NAMED, Names.LOGS, Names.MANIFESTS)) {
        for (Bucket.Stored stored : bucket.list(place)) {
          standing.put(
              stored.name(), Json.MAPPER.readTree(bucket.open(stored.name(), 0).readAllBytes()));
        }
      }
      Set<String> all = new TreeSet<>();
      standing.forEach(
          (name, json) -> {
            json.path("content").path("outputs").forEach(digest -> all.add(digest.asText()));
            json.path("outputs").forEach(digest -> all.add(digest.asText()));
            json.path("result")
                .path("outputs")
                .forEach(out -> all.add(out.path("digest").asText()));
          });
      return all;
    }

    Set<String> blobs() {
      Set<String> all = new TreeSet<>();
      bucket
          .list(Names.BLOBS)
          .forEach(stored -> all.add(stored.name().substring(stored.name().lastIndexOf('/') + 1)));
      return all;
    }
  }
}
