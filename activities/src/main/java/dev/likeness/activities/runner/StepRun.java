package dev.likeness.activities.runner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.likeness.activities.store.CanonicalJson;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StepKey;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process' work: the steps to run in order, for whom, and under which profile. {@code
 * workflowId} and {@code firstRunId} own it; {@code generation} counts how often a fresh process
 * was asked for.
 */
public record StepRun(
    String workflowId, String firstRunId, int generation, String profile, List<StepOrder> steps) {
  /** Digits of a run's name: with the prefix below the 63 characters of a Kubernetes name. */
  private static final int NAME_DIGITS = 40;

  public StepRun {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || generation < 1) {
      throw new IllegalArgumentException("A run has at least one step and a generation from 1.");
    }
  }

  /**
   * One step of a run; {@code label} is what a person calls its object, {@code conditions} decide
   * how the result comes about but not the result: neither is part of the key.
   */
  public record StepOrder(
      String kind,
      int version,
      Map<String, List<Digest>> inputs,
      JsonNode parameters,
      String label,
      JsonNode conditions) {
    public StepOrder(
        String kind, int version, Map<String, List<Digest>> inputs, JsonNode parameters) {
      this(kind, version, inputs, parameters, "", JsonNodeFactory.instance.objectNode());
    }

    public StepOrder {
      Map<String, List<Digest>> copy = new TreeMap<>();
      inputs.forEach((name, digests) -> copy.put(name, List.copyOf(digests)));
      inputs = Collections.unmodifiableMap(copy);
    }

    @JsonIgnore
    public StepKey key() {
      return StepKey.of(kind, version, inputs, parameters);
    }
  }

  /** What it shall have instead of what its profile says. */
  @JsonIgnore
  public Wish wish() {
    return Wish.of(steps.getFirst().conditions());
  }

  /** The key of all steps together. */
  @JsonIgnore
  public StepKey key() {
    return StepKey.ofRun(steps.stream().map(StepOrder::key).toList());
  }

  /** The run's name: a hash of owner, step key and generation, 45 characters. */
  @JsonIgnore
  public String name() {
    String identity = String.join("\n", workflowId, firstRunId, key().hex(), "" + generation);
    Digest digest = Digest.of(identity.getBytes(StandardCharsets.UTF_8));
    return "step-" + digest.hex().substring(0, NAME_DIGITS);
  }

  /** Equal for runs that were given the same work. */
  @JsonIgnore
  public Digest specification() {
    return Digest.of(CanonicalJson.bytes(CanonicalJson.tree(this)));
  }

  /** The name of the object in which the run tells its progress. */
  @JsonIgnore
  public String progressName() {
    return key().hex() + "-" + generation;
  }
}
