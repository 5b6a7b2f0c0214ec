package dev.likeness.workflows;

import java.util.Map;
import java.util.Optional;

/**
 * A checked request of {@code ConvertVideo}.
 *
 * @param person who in the target is replaced, as in {@link ExtractPlan}
 * @param weights digest of the weights to predict with
 * @param conversion how to predict: architecture, crop type, threads
 * @param merging how to blend, bound and with defaults
 * @param container {@code mp4} or {@code mkv}
 * @param resources what the steps of a stage may use, by the stage's name: see {@link Resources}
 */
public record ConvertPlan(
    String project,
    Medium target,
    Optional<String> person,
    Map<String, Object> extraction,
    String weights,
    Map<String, Object> conversion,
    Map<String, Object> merging,
    String container,
    Fanout fanout,
    Map<String, Object> resources) {
  public ConvertPlan {
    // Absent in what an earlier version planned.
    resources = resources == null ? Ordered.of() : Ordered.copy(resources);
  }
}
