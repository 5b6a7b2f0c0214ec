package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.store.Collector.Garbage;
import dev.likeness.activities.store.Collector.Kind;
import dev.likeness.activities.store.Collector.Policy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CollectorTest {
  private final FakeBucket bucket = new FakeBucket();
  private final Clock clock = new BucketClock(bucket);
  private final ArtifactStore store = new ArtifactStore(bucket, clock);

  private void wait(Duration time) {
    bucket.now = bucket.now.plus(time);
  }

  private Collector collector() {
    return new Collector(bucket, Policy.usual(new Retention()), clock);
  }

  private List<Garbage> collect() {
    Collector collector = collector();
    return collector.sweep(collector.plan());
  }

  private BlobRef blob(int content) {
    return store.put(new byte[] {(byte) content});
  }

  private static List<String> objects(List<Garbage> garbage) {
    return garbage.stream().map(Garbage::object).sorted().toList();
  }

  @Test
  void takesOldBlobsThatNothingNames() {
    BlobRef named = blob(1);
    BlobRef input = blob(2);
    BlobRef forgotten = blob(3);
    store.commit(Manifests.of("extract", 1, List.of(input.digest()), Map.of("out", named)));
    wait(Duration.ofDays(2));
    assertEquals(List.of(Names.blob(forgotten.digest())), objects(collect()));
    assertTrue(store.stat(forgotten.digest()).isEmpty());
    assertTrue(store.stat(named.digest()).isPresent());
    assertTrue(store.stat(input.digest()).isPresent());
  }

  @Test
  void leavesYoungBlobsAlone() {
    blob(1);
    wait(Duration.ofHours(23));
    assertTrue(collector().plan().garbage().isEmpty());
    assertEquals(1, collector().plan().keptBytes());
  }

  @Test
  void leavesABlobThatWasWrittenAgainSinceThePlan() {
    BlobRef blob = blob(1);
    wait(Duration.ofDays(2));
    Collector.Plan plan = collector().plan();
    blob(1);
    assertTrue(collector().sweep(plan).isEmpty());
    wait(Duration.ofDays(3));
    assertTrue(collector().sweep(plan).isEmpty(), "a collector that slept for days");
    assertTrue(store.stat(blob.digest()).isPresent());
  }

  @Test
  void thinsAModelOutHeadsThenManifestsThenAfterAGraceTheBlobs() {
    TrainedModel model = new TrainedModel(store, "demo");
    for (int i = 1; i <= 6; i++) {
      model.checkpoint(i);
    }
    wait(Duration.ofDays(2));
    List<Kind> order = collect().stream().map(Garbage::kind).distinct().toList();
    assertEquals(List.of(Kind.HEAD, Kind.CHECKPOINT), order);
    assertEquals(List.of(4L, 5L, 6L), model.headsLeft());
    assertEquals(List.of(false, false, false, true, true, true), model.answersLeft());
    assertFalse(model.blobsLeft().contains(false), "held for another grace");
    wait(Duration.ofHours(23));
    collect();
    assertFalse(model.blobsLeft().contains(false), "held for another grace");
    wait(Duration.ofHours(2));
    collect();
    assertEquals(model.answersLeft(), model.blobsLeft());
    collect();
    assertEquals(List.of(), bucket.list(Names.RETIRED));
  }

  @Test
  void finishesWhatACollectorThatDiedBegan() {
    TrainedModel model = new TrainedModel(store, "demo");
    for (int i = 1; i <= 6; i++) {
      model.checkpoint(i);
    }
    wait(Duration.ofDays(2));
    Collector.Plan plan = collector().plan();
    int all = plan.garbage().size();
    collector().sweep(new Collector.Plan(plan.garbage().subList(0, 2), List.of(), List.of(), 0, 0));
    assertEquals(all - 2, collect().size());
    wait(Duration.ofDays(2));
    collect();
    assertEquals(List.of(false, false, false, true, true, true), model.blobsLeft());
    assertEquals(model.blobsLeft(), model.answersLeft());
  }

  @Test
  void keepsACheckpointThatAFilmWasMadeOfAndOneWithAName() {
    TrainedModel model = new TrainedModel(store, "demo");
    BlobRef first = model.checkpoint(1);
    BlobRef second = model.checkpoint(2);
    for (int i = 3; i <= 6; i++) {
      model.checkpoint(i);
    }
    store.commit(Manifests.of("convert", 0, List.of(first.digest()), Map.of()));
    assertTrue(store.named().give("demo/best", TrainedModel.content(2, second)));
    wait(Duration.ofDays(2));
    collect();
    wait(Duration.ofDays(2));
    collect();
    assertEquals(List.of(true, true, false, true, true, true), model.blobsLeft());
    assertEquals(model.blobsLeft(), model.answersLeft());
    assertEquals(List.of(2L, 4L, 5L, 6L), model.headsLeft());

    store.named().takeBack("demo/best");
    collect();
    wait(Duration.ofDays(2));
    collect();
    assertEquals(List.of(true, false, false, true, true, true), model.blobsLeft());
  }

  @Test
  void keepsWhatTheLogOfAProjectNames() {
    BlobRef faceset = blob(1);
    store.log("projects/film").append("me", TextNode.valueOf("at " + faceset.digest()), 0);
    wait(Duration.ofDays(2));
    assertTrue(collector().plan().garbage().isEmpty());
  }

  @Test
  void oldResultsGoUnlessTheyLeadToAFilmOrComeFromRecentFootage() {
    BlobRef footage = blob(1);
    BlobRef faces = blob(2);
    BlobRef film = blob(3);
    BlobRef other = blob(4);
    BlobRef recentFootage = blob(5);
    BlobRef recentFaces = blob(6);
    BlobRef recentAligned = blob(7);
    store.commit(Manifests.of("extract", 1, List.of(footage.digest()), Map.of("o", faces)));
    store.commit(Manifests.of("merge", 2, List.of(faces.digest()), Map.of("o", film)));
    store.commit(Manifests.of("merge", 3, List.of(faces.digest()), Map.of("o", other)));
    store.commit(
        Manifests.of("extract", 4, List.of(recentFootage.digest()), Map.of("o", recentFaces)));
    store.commit(
        Manifests.of("align", 5, List.of(recentFaces.digest()), Map.of("o", recentAligned)));
    wait(Duration.ofDays(31));
    BlobRef young = blob(8);
    store.commit(Manifests.of("merge", 6, List.of(other.digest()), Map.of("o", young)));
    Owners owners =
        new Owners(
            Duration.ofDays(30), Set.of(film.digest().hex()), Set.of(recentFootage.digest().hex()));
    Policy policy = Policy.usual(new Retention()).owned(Optional.of(owners));
    Collector collector = new Collector(bucket, policy, clock);
    assertEquals(List.of(), collector.plan().garbage(), "a young result was made of the old one");
    wait(Duration.ofDays(31));
    collector.sweep(collector.plan());
    wait(Duration.ofDays(2));
    collector.sweep(collector.plan());
    assertEquals(
        List.of(true, true, true, false, true, true, true, false),
        List.of(footage, faces, film, other, recentFootage, recentFaces, recentAligned, young)
            .stream()
            .map(blob -> store.stat(blob.digest()).isPresent())
            .toList());
  }

  @Test
  void givesUpUploadsThatNobodyEnded() {
    bucket.begin("blobs/old");
    wait(Duration.ofDays(2));
    bucket.begin("blobs/young");
    collect();
    assertEquals(
        List.of("blobs/young"), bucket.uploads().stream().map(Bucket.Upload::name).toList());
  }

  @Test
  void deletesNoFileWhileAnythingCannotBeReadAndSaysWhat() {
    blob(1);
    store.progress("run-1").put(TextNode.valueOf("done"));
    wait(Duration.ofDays(2));
    List<String> places =
        List.of(Names.MANIFESTS, Names.LOGS + "models/x/", Names.NAMED, Names.RETIRED + Names.LOGS);
    for (String place : places) {
      for (byte[] damaged : List.of(new byte[0], new byte[] {'{'})) {
        String broken = place + "000000000001.json";
        bucket.put(broken, damaged);
        Collector.Plan plan = collector().plan();
        assertEquals(List.of(broken), plan.unreadable());
        assertEquals(List.of(Kind.PROGRESS), plan.garbage().stream().map(Garbage::kind).toList());
        assertEquals(1, plan.keptBlobs());
        bucket.delete(broken);
      }
    }
    assertEquals(List.of(Kind.BLOB, Kind.PROGRESS), collect().stream().map(Garbage::kind).toList());
  }

  @Test
  void anEntryThatSaysAnotherNumberThanItsNameIsNotUnderstood() {
    store.log("models/m").append("me", TextNode.valueOf("x"), 0);
    bucket.put(Names.entry("models/m", 2), bucket.read(Names.entry("models/m", 1)));
    assertEquals(List.of(Names.entry("models/m", 2)), collector().plan().unreadable());
  }

  @Test
  void thinsTheModelsThatCanBeReadBesideOneThatCannot() {
    TrainedModel damaged = new TrainedModel(store, "damaged");
    TrainedModel sound = new TrainedModel(store, "sound");
    for (int i = 1; i <= 6; i++) {
      damaged.checkpoint(i);
      sound.checkpoint(i);
    }
    String broken = Names.entry("models/damaged", 3);
    byte[] whole = bucket.read(broken);
    bucket.put(broken, new byte[0]);
    wait(Duration.ofDays(2));
    assertTrue(collect().stream().allMatch(gone -> gone.object().contains("/sound/")));
    assertEquals(List.of(4L, 5L, 6L), sound.headsLeft());
    wait(Duration.ofDays(2));
    assertEquals(List.of(), collect());
    assertFalse(sound.blobsLeft().contains(false), "all files stay");
    assertFalse(sound.answersLeft().contains(false), "and all results");

    bucket.put(broken, whole);
    for (int i = 0; i < 3; i++) {
      wait(Duration.ofDays(2));
      collect();
    }
    assertEquals(List.of(false, false, false, true, true, true), sound.blobsLeft());
    // What was put back is the last of a day of its own.
    assertEquals(List.of(2L, 4L, 5L, 6L), damaged.headsLeft());
    assertEquals(List.of(false, true, false, true, true, true), damaged.blobsLeft());
  }

  @Test
  void whatHoldsNothingAnyMoreNeedNotBeReadable() {
    bucket.put(Names.retired(Names.LOGS + "models/x/000000000001.json"), new byte[0]);
    blob(1);
    wait(Duration.ofDays(2));
    assertEquals(List.of(Kind.BLOB, Kind.RETIRED), collect().stream().map(Garbage::kind).toList());
  }

  @Test
  void onOneMachineThinnedCheckpointsGoAfterAnHourAndAnHourAndNothingElseDoes() {
    TrainedModel model = new TrainedModel(store, "demo");
    BlobRef forgotten = blob(1);
    for (int i = 1; i <= 6; i++) {
      model.checkpoint(i);
    }
    Collector collector = new Collector(bucket, Policy.oneMachine(new Retention()), clock);
    wait(Duration.ofMinutes(59));
    assertEquals(List.of(), collector.plan().garbage());
    wait(Duration.ofMinutes(2));
    collector.sweep(collector.plan());
    assertEquals(List.of(4L, 5L, 6L), model.headsLeft());
    wait(Duration.ofMinutes(59));
    assertEquals(List.of(), collector.plan().garbage());
    assertFalse(model.blobsLeft().contains(false), "held for another hour");
    wait(Duration.ofMinutes(2));
    assertEquals(
        Set.of(Kind.THINNED),
        collector.sweep(collector.plan()).stream().map(Garbage::kind).collect(Collectors.toSet()));
    assertEquals(List.of(false, false, false, true, true, true), model.blobsLeft());
    assertEquals(model.answersLeft(), model.blobsLeft());
    assertTrue(store.stat(forgotten.digest()).isPresent(), "may be about to be named");
    wait(Duration.ofDays(1));
    collector.sweep(collector.plan());
    assertTrue(store.stat(forgotten.digest()).isEmpty());
    assertEquals(List.of(), bucket.list(Names.RETIRED));
  }

  /** A film that is put for a job, which waits for a GPU over a long weekend. */
  @Test
  void onThePlatformFilesThatNothingNamesYetWaitForTwoWeeks() {
    BlobRef put = blob(1);
    Collector collector = new Collector(bucket, Policy.platform(new Retention()), clock);
    wait(Duration.ofDays(13));
    assertEquals(List.of(), collector.plan().garbage());
    wait(Duration.ofDays(2));
    collector.sweep(collector.plan());
    assertTrue(store.stat(put.digest()).isEmpty());
  }

  @Test
  void whatAThinnedCheckpointWasMadeOfStaysForADayAndOnlyWhatItMadeGoesSooner() {
    TrainedModel model = new TrainedModel(store, "demo");
    BlobRef faceset = blob(1);
    for (int i = 1; i <= 6; i++) {
      BlobRef weights = model.weights(i);
      model.head(i, weights);
      List<Digest> from = i <= 3 ? List.of(faceset.digest()) : List.of();
      store.commit(Manifests.of("train", i, from, Map.of("weights", weights)));
    }
    Collector collector = new Collector(bucket, Policy.oneMachine(new Retention()), clock);
    for (int i = 0; i < 3; i++) {
      wait(Duration.ofMinutes(61));
      collector.sweep(collector.plan());
    }
    assertEquals(List.of(false, false, false, true, true, true), model.blobsLeft());
    assertTrue(store.stat(faceset.digest()).isPresent(), "may be about to be learned from again");
  }

  @Test
  void aThinnedCheckpointsFilesThatAreStoredAgainStay() {
    TrainedModel model = new TrainedModel(store, "demo");
    for (int i = 1; i <= 6; i++) {
      model.checkpoint(i);
    }
    Collector collector = new Collector(bucket, Policy.oneMachine(new Retention()), clock);
    wait(Duration.ofMinutes(61));
    collector.sweep(collector.plan());
    wait(Duration.ofMinutes(61));
    Collector.Plan plan = collector.plan();
    // Another model comes to the same weights, and names them only later.
    BlobRef again = model.weights(1);
    assertEquals(2, collector.sweep(plan).size());
    wait(Duration.ofMinutes(30));
    collector.sweep(collector.plan());
    assertTrue(store.stat(again.digest()).isPresent());
  }

  @Test
  void whatOnlyOneLookFoundIsNotConfirmed() {
    blob(1);
    store.progress("run-1").put(TextNode.valueOf("done"));
    wait(Duration.ofDays(2));
    Collector.Plan first = collector().plan();
    blob(2);
    assertEquals(first.garbage(), first.confirming(first, Set.of(Kind.values())).garbage());
    assertEquals(
        List.of(Kind.PROGRESS),
        first.confirming(first, Set.of(Kind.PROGRESS)).garbage().stream()
            .map(Garbage::kind)
            .toList());
    blob(1);
    wait(Duration.ofDays(2));
    assertEquals(
        List.of(Kind.PROGRESS),
        collector().plan().confirming(first, Set.of(Kind.values())).garbage().stream()
            .map(Garbage::kind)
            .toList(),
        "written again, or not there before");
  }

  @Test
  void refusesAGraceThatRunningStepsCouldOutlast() {
    Duration day = Policy.USUAL_GRACE;
    Duration hour = Duration.ofHours(1);
    Retention thinning = new Retention();
    Optional<Owners> nobody = Optional.empty();
    assertThrows(IllegalArgumentException.class, () -> new Policy(hour, hour, thinning, nobody));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Policy(day, hour.minusMinutes(1), thinning, nobody));
    assertThrows(
        IllegalArgumentException.class, () -> new Policy(day, day.plusDays(1), thinning, nobody));
  }
}
