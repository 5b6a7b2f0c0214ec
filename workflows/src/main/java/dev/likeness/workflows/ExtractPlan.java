package dev.likeness.workflows;

import java.util.Map;
import java.util.Optional;

/**
 * A checked request of {@code ExtractFaces}.
 *
 * @param person who is wanted: an id, the SHA-256 of a picture of the person, or {@code everybody};
 *     the main person when absent
 * @param faceset whether to cut out the faces as well
 * @param extraction how to {@code find}, {@code align} and {@code cut}, a section each
 * @param resources what the steps of a stage may use, by the stage's name: see {@link Resources}
 */
public record ExtractPlan(
    String project,
    Medium medium,
    Optional<String> person,
    boolean faceset,
    Map<String, Object> extraction,
    Fanout fanout,
    Map<String, Object> resources) {
  public ExtractPlan {
    // Absent in what an earlier version planned.
    resources = resources == null ? Ordered.of() : Ordered.copy(resources);
  }
}
