package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.Retention;
import dev.likeness.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model in a store under test, that writes checkpoints as a trainer does. */
final class TrainedModel {
  private final ArtifactStore store;
  private final String name;
  private final LogWriter claim;
  private final List<BlobRef> checkpoints = new ArrayList<>();
  private final List<Manifest> answers = new ArrayList<>();

  TrainedModel(ArtifactStore store, String name) {
    this.store = store;
    this.name = name;
    this.claim = store.log(Collector.MODEL_LOGS + name).claim("trainer of " + name);
  }

  /** Blob, then head, then manifest; returns the weights. */
  BlobRef checkpoint(long iteration) {
    BlobRef weights = weights(iteration);
    head(iteration, weights);
    answers.add(store.commit(answer(iteration, weights)));
    return weights;
  }

  BlobRef weights(long iteration) {
    BlobRef weights =
        store.put((name + iteration).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    checkpoints.add(weights);
    return weights;
  }

  Append head(long iteration, BlobRef weights) {
    return claim.appendIfMine(content(iteration, weights));
  }

  static ObjectNode content(long iteration, BlobRef weights) {
    ObjectNode head = Json.MAPPER.createObjectNode();
    head.put("iteration", iteration).put("lineage", "one");
    head.putObject("outputs").put("weights", weights.digest().hex());
    head.putObject("values").put(Retention.SEGMENT, 1000);
    return head;
  }

  Manifest answer(long iteration, BlobRef weights) {
    return Manifests.of("train", (int) iteration, List.of(), Map.of("weights", weights));
  }

  List<Boolean> blobsLeft() {
    return checkpoints.stream().map(blob -> store.stat(blob.digest()).isPresent()).toList();
  }

  List<Boolean> answersLeft() {
    return answers.stream().map(manifest -> store.find(manifest.key()).isPresent()).toList();
  }

  List<Long> headsLeft() {
    return store.log(Collector.MODEL_LOGS + name).list().stream()
        .filter(entry -> !entry.claim())
        .map(entry -> entry.content().path("iteration").asLong())
        .toList();
  }
}
