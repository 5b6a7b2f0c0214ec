package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.likeness.model.json.Json;
import java.util.List;
import java.util.Map;

/** Manifests for tests. */
final class Manifests {
  private Manifests() {}

  static Manifest of(
      String kind, int parameter, List<Digest> inputs, Map<String, BlobRef> outputs) {
    return Manifest.of(
        kind,
        1,
        Map.of("from", inputs),
        IntNode.valueOf(parameter),
        new Manifest.Result(outputs, Json.MAPPER.createObjectNode()),
        Json.MAPPER.createObjectNode().put("host", Thread.currentThread().getName()));
  }
}
