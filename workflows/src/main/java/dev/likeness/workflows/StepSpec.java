package dev.likeness.workflows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One step before it has a key: what it is made of.
 *
 * @param kind such as {@code extract}; the worker knows its version
 * @param inputs digests (SHA-256, hexadecimal) by role, in order
 * @param parameters what else decides the result, as plain JSON
 * @param label what a person calls the thing worked on; no part of the key
 * @param conditions what only decides how the result comes about; no part of the key either
 */
public record StepSpec(
    String kind,
    Map<String, List<String>> inputs,
    Map<String, Object> parameters,
    String label,
    Map<String, Object> conditions) {
  public StepSpec(
      String kind, Map<String, List<String>> inputs, Map<String, Object> parameters, String label) {
    this(kind, inputs, parameters, label, Ordered.of());
  }

  public StepSpec {
    // Absent in what an earlier version scheduled.
    conditions = conditions == null ? Ordered.of() : Ordered.copy(conditions);
    inputs = Ordered.copy(inputs);
    parameters = Ordered.copy(parameters);
  }

  /** The same step under one more condition. */
  StepSpec with(String condition, Object value) {
    Map<String, Object> more = new TreeMap<>(conditions);
    more.put(condition, value);
    return new StepSpec(kind, inputs, parameters, label, more);
  }
}
