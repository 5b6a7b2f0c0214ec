package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.models.Retention;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnswersTest {
  private final FakeBucket bucket = new FakeBucket();
  private final ArtifactStore store = new ArtifactStore(bucket, Clock.systemUTC());
  private final BlobRef blob = store.put(new byte[] {1});
  private final Manifest first = Manifests.of("extract", 1, List.of(), Map.of("out", blob));

  private void lose(BlobRef gone) {
    bucket.delete(Names.blob(gone.digest()));
  }

  @Test
  void noResultIsRecordedBeforeAllItsBlobsAreThere() {
    lose(blob);
    StoreException refused = assertThrows(StoreException.Lost.class, () -> store.commit(first));
    assertTrue(String.valueOf(refused.getMessage()).contains(blob.digest().hex()));
    assertTrue(bucket.list(Names.MANIFESTS).isEmpty());
  }

  @Test
  void aBlobOfAnotherSizeIsNotThere() {
    bucket.put(Names.blob(blob.digest()), new byte[0]);
    assertThrows(StoreException.Lost.class, () -> store.commit(first));
  }

  @Test
  void aResultWhoseBlobsAreGoneCountsAsAbsentAndIsCountedOnce() {
    store.commit(first);
    assertEquals(0, store.deadAnswers());
    lose(blob);
    assertTrue(store.find(first.key()).isEmpty());
    assertTrue(store.find(first.key()).isEmpty());
    assertEquals(1, store.deadAnswers());
  }

  @Test
  void theSameResultMadeAgainBringsADeadOneBackToLife() {
    store.commit(first);
    lose(blob);
    store.put(new byte[] {1});
    assertEquals(first, store.commit(first));
    assertEquals(first, store.find(first.key()).orElseThrow());
    assertEquals(1, bucket.list(Names.MANIFESTS).size());
  }

  @Test
  void anotherResultTakesThePlaceOfADeadOne() {
    store.commit(first);
    lose(blob);
    BlobRef other = store.put(new byte[] {2});
    Manifest second = Manifests.of("extract", 1, List.of(), Map.of("out", other));
    assertEquals(second, store.commit(second));
    assertEquals(second, store.find(first.key()).orElseThrow());

    lose(other);
    assertTrue(store.find(first.key()).isEmpty());
    Manifest third =
        Manifests.of("extract", 1, List.of(), Map.of("out", store.put(new byte[] {3})));
    store.commit(third);
    assertEquals(third, store.find(first.key()).orElseThrow());
  }

  @Test
  void ofTwoThatReplaceADeadResultTheFirstWins() {
    store.commit(first);
    lose(blob);
    Manifest one = Manifests.of("extract", 1, List.of(), Map.of("out", store.put(new byte[] {2})));
    Manifest two = Manifests.of("extract", 1, List.of(), Map.of("out", store.put(new byte[] {3})));
    store.commit(one);
    assertEquals(one, store.commit(two));
  }

  @Test
  void theCollectorUnderstandsAResultThatReplacesADeadOne() {
    store.commit(first);
    lose(blob);
    BlobRef other = store.put(new byte[] {2});
    store.commit(Manifests.of("extract", 1, List.of(), Map.of("out", other)));
    Collector.Policy policy = Collector.Policy.usual(new Retention());
    References references = References.read(bucket, policy, (stored, age) -> true);
    assertTrue(references.named().contains(other.digest().hex()));
  }
}
