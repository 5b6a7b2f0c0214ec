package dev.likeness.workflows;

import java.util.List;
import java.util.Map;

/**
 * One step before it has a key: what it is made of.
 *
 * @param kind such as {@code extract}; the worker knows its version
 * @param inputs digests (SHA-256, hexadecimal) by role, in order
 * @param parameters what else decides the result, as plain JSON
 * @param label what a person calls the thing worked on; no part of the key
 */
public record StepSpec(
    String kind, Map<String, List<String>> inputs, Map<String, Object> parameters, String label) {
  public StepSpec {
    inputs = Ordered.copy(inputs);
    parameters = Ordered.copy(parameters);
  }
}
