package dev.likeness.workflows;

import java.util.List;
import java.util.Map;

/**
 * Where a workflow stands.
 *
 * @param stage the stage it is in, {@code done} or {@code failed}
 * @param sentence the same for a person
 * @param stages every stage begun so far, in order
 * @param children ids of the workflows it started, whose own status says more
 * @param facts what else is known, such as the people found
 */
public record JobStatus(
    String project,
    String stage,
    String sentence,
    boolean paused,
    List<StageStatus> stages,
    List<String> children,
    Map<String, Object> facts) {
  public JobStatus {
    stages = List.copyOf(stages);
    children = List.copyOf(children);
    facts = Ordered.copy(facts);
  }
}
