package dev.likeness.activities.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import dev.likeness.model.video.MediaIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One step to carry out.
 *
 * @param label what a person calls the thing worked on
 * @param conditions what decides how the result comes about, but not the result
 * @param owner who claims a model's log: workflow id, first run id and generation
 * @param scratch an empty folder of this step's own, removed afterwards
 * @param stopRequested whether to checkpoint and leave
 */
record StepTask(
    Map<String, List<Digest>> inputs,
    JsonNode parameters,
    String label,
    JsonNode conditions,
    String owner,
    ArtifactStore store,
    Path scratch,
    ProgressMeter progress,
    BooleanSupplier stopRequested) {

  Digest input(String role) {
    return all(role).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The step has no input " + role + "."));
  }

  List<Digest> all(String role) {
    return inputs.getOrDefault(role, List.of());
  }

  int number(String name) {
    JsonNode value = parameters.path(name);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("The step has no whole number " + name + ".");
    }
    return value.intValue();
  }

  String text(String name) {
    return parameters.path(name).asText();
  }

  /** A section of the job, bound and checked when the job was planned. */
  <T> T section(String name, Class<T> type) {
    try {
      JsonNode section = parameters.path(name);
      return Json.MAPPER.treeToValue(section.isMissingNode() ? object() : section, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + e.getOriginalMessage(), e);
    }
  }

  MediaIndex index() throws IOException {
    return Json.MAPPER.readValue(store.read(input("index")), MediaIndex.class);
  }

  static ObjectNode object() {
    return Json.MAPPER.createObjectNode();
  }
}
