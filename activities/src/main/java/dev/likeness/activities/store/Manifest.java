package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a step's result visible: the step it answers, the result (same for every run of the
 * step), and apart from it what was merely observed (times, hosts, rates).
 */
public record Manifest(
    int format,
    StepKey key,
    String kind,
    int version,
    Map<String, List<Digest>> inputs,
    JsonNode parameters,
    Result result,
    JsonNode observed) {
  /** The format this program writes, and the only one it reads. */
  public static final int FORMAT = 1;

  public Manifest {
    inputs = copy(inputs);
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "Manifest " + key + " has format " + format + ", this program reads " + FORMAT + ".");
    }
    if (!StepKey.of(kind, version, inputs, parameters).equals(key)) {
      throw new IllegalArgumentException(
          "Manifest " + key + " is not the answer to the step that it describes.");
    }
  }

  /** The answer to a step, its key computed here. */
  public static Manifest of(
      String kind,
      int version,
      Map<String, List<Digest>> inputs,
      JsonNode parameters,
      Result result,
      JsonNode observed) {
    StepKey key = StepKey.of(kind, version, inputs, parameters);
    return new Manifest(FORMAT, key, kind, version, inputs, parameters, result, observed);
  }

  private static Map<String, List<Digest>> copy(Map<String, List<Digest>> inputs) {
    Map<String, List<Digest>> copy = new TreeMap<>();
    inputs.forEach((name, digests) -> copy.put(name, List.copyOf(digests)));
    return Collections.unmodifiableMap(copy);
  }

  /** The blob of a named output. */
  public BlobRef output(String name) {
    BlobRef output = result.outputs().get(name);
    if (output == null) {
      throw new IllegalArgumentException(
          kind + " " + key + " made no \"" + name + "\", only " + result.outputs().keySet() + ".");
    }
    return output;
  }

  /** Named blobs, and values small enough to be read without one. */
  public record Result(Map<String, BlobRef> outputs, JsonNode values) {
    public Result {
      outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    }

    /** Equal for two runs of a step that did the same. */
    public Digest digest() {
      return Digest.of(CanonicalJson.bytes(CanonicalJson.tree(this)));
    }
  }
}
