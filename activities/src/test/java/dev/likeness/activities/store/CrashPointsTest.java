package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint's writer is killed before and after each of its writes, and the store audited each
 * time: the right order of writes leaves a sound store at every point, and each wrong one is
 * caught.
 */
final class CrashPointsTest {
  private static final byte[] WEIGHTS = "weights".getBytes(StandardCharsets.UTF_8);
  private static final byte[] MOMENTS = "moments".getBytes(StandardCharsets.UTF_8);

  /** A way of publishing, given a bucket that dies and the number of the checkpoint. */
  private interface Writer extends BiConsumer<Bucket, Integer> {}

  @Test
  void blobsThenHeadThenManifestLeaveASoundStoreWhereverTheWriterDies() {
    assertEquals(List.of(), findings(CrashPointsTest::publish));
  }

  @Test
  void aManifestBeforeItsBlobsIsCaught() {
    assertCaught(
        "promises weights, which is not there",
        (bucket, number) -> {
          // By hand, as the store itself refuses it.
          Manifest early = manifest(number);
          bucket.create(
              Names.manifest(early.key()), CanonicalJson.bytes(CanonicalJson.tree(early)));
          publish(bucket, number);
        });
  }

  @Test
  void aHeadBeforeItsBlobsIsCaught() {
    assertCaught(
        "which is not there",
        (bucket, number) -> {
          EntryLog log = new EntryLog(bucket, "models/m");
          log.claim("writer-" + number).appendIfMine(head(number));
          store(bucket).put(weights(number));
          store(bucket).put(MOMENTS);
        });
  }

  @Test
  void aBlobWrittenInTwoGoesIsCaught() {
    assertCaught(
        "a torn blob",
        (bucket, number) -> {
          byte[] all = weights(number);
          String name = Names.blob(Digest.of(all));
          bucket.put(name, Arrays.copyOf(all, all.length / 2));
          bucket.put(name, all);
          publish(bucket, number);
        });
  }

  @Test
  void aTemporaryFileBesideTheBlobIsCaught() {
    assertCaught(
        "is no object of ours",
        (bucket, number) -> {
          bucket.put(Names.blob(Digest.of(weights(number))) + ".part", weights(number));
          publish(bucket, number);
        });
  }

  @Test
  void aHeadAdvancedWithoutAClaimIsCaught() {
    assertCaught(
        "had claimed the log",
        (bucket, number) -> {
          EntryLog log = new EntryLog(bucket, "models/m");
          publish(bucket, number);
          log.append("writer-that-was-overtaken", head(number), log.newestNumber());
        });
  }

  @Test
  void aHeadThatSkipsANumberIsCaught() {
    assertCaught(
        "the log has a gap",
        (bucket, number) -> {
          publish(bucket, number);
          EntryLog log = new EntryLog(bucket, "models/m");
          log.append("writer-" + number, head(number), log.newestNumber() + 1);
        });
  }

  @Test
  void anotherCheckpointOfTheSameIterationIsCaught() {
    assertCaught(
        "another checkpoint of an iteration",
        (bucket, number) -> {
          publish(bucket, number);
          EntryLog log = new EntryLog(bucket, "models/m");
          ObjectNode forgetful = head(number);
          forgetful.withObject("/outputs").put("moments", Digest.of(weights(number)).hex());
          log.claim("forgetful").appendIfMine(forgetful);
        });
  }

  private static void assertCaught(String finding, Writer broken) {
    List<String> findings = findings(broken);
    assertTrue(findings.stream().anyMatch(said -> said.contains(finding)), findings.toString());
  }

  /** Two checkpoints, the writer of the second killed at each point in turn, and one after it. */
  private static List<String> findings(Writer writer) {
    List<String> findings = new ArrayList<>();
    boolean died = true;
    for (int writes = 0; died; writes++) {
      for (boolean happens : new boolean[] {false, true}) {
        FakeBucket bucket = new FakeBucket();
        publish(bucket, 1);
        died = dies(writer, DyingWriter.on(bucket, writes, happens));
        findings.addAll(StoreAudit.of(bucket).findings());
        publish(bucket, 3);
        findings.addAll(StoreAudit.of(bucket).findings());
      }
    }
    return findings;
  }

  private static boolean dies(Writer writer, Bucket bucket) {
    try {
      writer.accept(bucket, 2);
      return false;
    } catch (DyingWriter.Killed killed) {
      return true;
    }
  }

  /** As training does it. */
  private static void publish(Bucket bucket, int number) {
    ArtifactStore store = store(bucket);
    LogWriter claim = store.log("models/m").claim("writer-" + number);
    store.put(weights(number));
    store.put(MOMENTS);
    claim.appendIfMine(head(number));
    store.commit(manifest(number));
  }

  private static ArtifactStore store(Bucket bucket) {
    return new ArtifactStore(bucket, Clock.systemUTC());
  }

  private static byte[] weights(int number) {
    byte[] all = WEIGHTS.clone();
    all[0] = (byte) number;
    return all;
  }

  private static Manifest manifest(int number) {
    return Manifests.of(
        "train",
        number,
        List.of(),
        Map.of(
            "weights", new BlobRef(Digest.of(weights(number)), WEIGHTS.length),
            "moments", new BlobRef(Digest.of(MOMENTS), MOMENTS.length)));
  }

  private static ObjectNode head(int number) {
    ObjectNode head = Json.MAPPER.createObjectNode();
    head.set("iteration", IntNode.valueOf(number));
    head.put("lineage", "l");
    head.putObject("outputs")
        .put("weights", Digest.of(weights(number)).hex())
        .put("moments", Digest.of(MOMENTS).hex());
    return head;
  }
}
