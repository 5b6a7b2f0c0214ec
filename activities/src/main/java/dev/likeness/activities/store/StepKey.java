package dev.likeness.activities.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The name of a step's result: SHA-256 of the canonical JSON of {@code {inputs, kind, parameters,
 * version}}, where inputs is one list of digests per name, in the given order.
 */
public record StepKey(@JsonValue Digest digest) implements Comparable<StepKey> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public StepKey {}

  public static StepKey of(
      String kind, int version, Map<String, List<Digest>> inputs, JsonNode parameters) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ObjectNode named = all.putObject("inputs");
    inputs.forEach(
        (name, digests) -> {
          var list = named.putArray(name);
          digests.forEach(digest -> list.add(digest.hex()));
        });
    all.put("kind", kind);
    all.set("parameters", parameters);
    all.put("version", version);
    return new StepKey(Digest.of(CanonicalJson.bytes(all)));
  }

  /**
   * The key of a run of several steps: the SHA-256 of their keys' hexadecimal digits in order,
   * joined by line feeds; of a single step its own.
   */
  public static StepKey ofRun(List<StepKey> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("A run has at least one step.");
    }
    if (steps.size() == 1) {
      return steps.getFirst();
    }
    String joined = steps.stream().map(StepKey::hex).collect(Collectors.joining("\n"));
    return new StepKey(Digest.of(joined.getBytes(StandardCharsets.US_ASCII)));
  }

  public String hex() {
    return digest.hex();
  }

  @Override
  public int compareTo(StepKey other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return hex();
  }
}
