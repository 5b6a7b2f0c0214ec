package dev.likeness.workflows;

import java.util.Map;
import java.util.Optional;

/**
 * What a step left in the store.
 *
 * @param key the step key
 * @param reused whether the result was there before this run asked for it
 * @param outputs digests by name
 * @param values the small facts of the result, as plain JSON
 */
public record StepResult(
    String key, boolean reused, Map<String, String> outputs, Map<String, Object> values) {
  public StepResult {
    outputs = Ordered.copy(outputs);
    values = Ordered.copy(values);
  }

  /** The digest of an output that every result of this kind has. */
  public String output(String name) {
    return Optional.ofNullable(outputs.get(name))
        .orElseThrow(() -> Runs.defect("Result " + key + " has no " + name + "."));
  }

  public long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
