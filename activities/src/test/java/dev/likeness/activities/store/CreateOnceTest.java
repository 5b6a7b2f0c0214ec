package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CreateOnceTest {
  private final FakeBucket bucket = new FakeBucket();
  private final ArtifactStore store = new ArtifactStore(bucket, Clock.systemUTC());

  @Test
  void theProbeAcceptsAStoreWithOneWinner() {
    store.probe();
    assertTrue(bucket.list(Names.PROBES).size() > 1);
  }

  @Test
  void theProbeRefusesAStoreThatLetsBothWin() {
    bucket.letsEverybodyCreate = true;
    StoreException refused = assertThrows(StoreException.Unsuitable.class, store::probe);
    assertTrue(String.valueOf(refused.getMessage()).contains("If-None-Match"), refused.toString());
  }

  @Test
  void theProbeForgivesALostResponse() {
    bucket.losesTheNextCreateResponse = true;
    store.probe();
  }

  @Test
  void commitIsIdempotent() {
    Manifest manifest = Manifests.of("extract", 1, List.of(), Map.of());
    store.commit(manifest);
    store.commit(manifest);
    assertEquals(manifest, store.find(manifest.key()).orElseThrow());
    assertEquals(1, bucket.list(Names.MANIFESTS).size());
  }

  @Test
  void commitSettlesALostResponseByReadingBack() {
    Manifest manifest = Manifests.of("extract", 1, List.of(), Map.of());
    bucket.losesTheNextCreateResponse = true;
    assertEquals(manifest, store.commit(manifest));
  }

  @Test
  void aSecondWriterGetsTheFirstOnesManifest() {
    BlobRef one = store.put(new byte[] {1});
    BlobRef two = store.put(new byte[] {2});
    Manifest first = Manifests.of("extract", 1, List.of(), Map.of("out", one));
    Manifest second = Manifests.of("extract", 1, List.of(), Map.of("out", two));
    store.commit(first);
    assertEquals(one, store.commit(second).output("out"));
  }

  @Test
  void aDamagedManifestIsCorruptAndNotMissing() {
    Manifest manifest = Manifests.of("extract", 1, List.of(), Map.of());
    bucket.put(Names.manifest(manifest.key()), "{\"format\":1".getBytes(StandardCharsets.UTF_8));
    assertThrows(StoreException.Corrupt.class, () -> store.find(manifest.key()));
  }

  @Test
  void aManifestUnderAnotherStepsNameIsCorrupt() {
    Manifest manifest = Manifests.of("extract", 1, List.of(), Map.of());
    Manifest other = Manifests.of("extract", 2, List.of(), Map.of());
    bucket.put(Names.manifest(manifest.key()), CanonicalJson.bytes(CanonicalJson.tree(other)));
    assertThrows(StoreException.Corrupt.class, () -> store.find(manifest.key()));
  }

  @Test
  void anUnknownOutputIsRefusedByNamingTheKnownOnes() {
    Manifest manifest =
        Manifests.of("extract", 1, List.of(), Map.of("faces", store.put(new byte[] {1})));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> manifest.output("face"));
    assertTrue(String.valueOf(refused.getMessage()).contains("faces"), refused.toString());
  }
}
