package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CollectorTest {
  private final FakeBucket bucket = new FakeBucket();
  private final ArtifactStore store = new ArtifactStore(bucket, Clock.systemUTC());

  private Collector later() {
    Clock clock = Clock.fixed(bucket.now.plus(Duration.ofDays(2)), ZoneOffset.UTC);
    return new Collector(bucket, Collector.Policy.USUAL, clock);
  }

  private BlobRef blob(int content) {
    return store.put(new byte[] {(byte) content});
  }

  private static List<String> objects(List<Collector.Garbage> garbage) {
    return garbage.stream().map(Collector.Garbage::object).sorted().toList();
  }

  @Test
  void takesOldBlobsThatNothingNames() {
    BlobRef named = blob(1);
    BlobRef input = blob(2);
    BlobRef forgotten = blob(3);
    store.commit(Manifests.of("extract", 1, List.of(input.digest()), Map.of("out", named)));
    Collector collector = later();
    List<Collector.Garbage> deleted = collector.sweep(collector.plan());
    assertEquals(List.of(Names.blob(forgotten.digest())), objects(deleted));
    assertTrue(store.stat(forgotten.digest()).isEmpty());
    assertTrue(store.stat(named.digest()).isPresent());
    assertTrue(store.stat(input.digest()).isPresent());
  }

  @Test
  void leavesYoungBlobsAlone() {
    blob(1);
    Clock clock = Clock.fixed(bucket.now.plus(Duration.ofHours(23)), ZoneOffset.UTC);
    Collector collector = new Collector(bucket, Collector.Policy.USUAL, clock);
    assertTrue(collector.plan().garbage().isEmpty());
    assertEquals(1, collector.plan().keptBytes());
  }

  @Test
  void leavesABlobThatWasWrittenAgainSinceThePlan() {
    BlobRef blob = blob(1);
    Collector collector = later();
    Collector.Plan plan = collector.plan();
    bucket.now = bucket.now.plus(Duration.ofDays(2));
    bucket.put(Names.blob(blob.digest()), new byte[] {1});
    assertTrue(collector.sweep(plan).isEmpty());
    assertTrue(store.stat(blob.digest()).isPresent());
  }

  @Test
  void keepsTheLastThreeCheckpointsOfAModel() {
    LogWriter model = store.log("models/demo").claim("run");
    List<BlobRef> checkpoints = new ArrayList<>();
    List<Manifest> manifests = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      BlobRef checkpoint = blob(i);
      checkpoints.add(checkpoint);
      manifests.add(
          store.commit(Manifests.of("train", i, List.of(), Map.of("weights", checkpoint))));
      model.appendIfMine(TextNode.valueOf(checkpoint.digest().hex()));
    }
    // A film was made with the very first one.
    store.commit(Manifests.of("convert", 0, List.of(checkpoints.getFirst().digest()), Map.of()));
    Collector collector = later();
    collector.sweep(collector.plan());
    List<Boolean> left =
        checkpoints.stream().map(blob -> store.stat(blob.digest()).isPresent()).toList();
    assertEquals(List.of(true, false, true, true, true), left);
    List<Boolean> answers =
        manifests.stream().map(manifest -> store.find(manifest.key()).isPresent()).toList();
    assertEquals(left, answers, "no manifest promises a blob that is gone");
  }

  @Test
  void keepsWhatTheLogOfAProjectNames() {
    BlobRef faceset = blob(1);
    store.log("projects/film").append("me", TextNode.valueOf("at " + faceset.digest()), 0);
    assertTrue(later().plan().garbage().isEmpty());
  }

  @Test
  void deletesNothingWhenAnythingCannotBeRead() {
    blob(1);
    bucket.put(Names.MANIFESTS + "ab/broken.json", new byte[] {'{'});
    assertThrows(StoreException.Corrupt.class, () -> later().plan());
    assertFalse(bucket.list(Names.BLOBS).isEmpty());
  }

  @Test
  void refusesAGraceThatRunningStepsCouldOutlast() {
    assertThrows(
        IllegalArgumentException.class, () -> new Collector.Policy(Duration.ofHours(1), 3));
  }
}
