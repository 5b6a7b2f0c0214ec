package dev.likeness.workflows;

import java.util.List;
import java.util.Optional;

/**
 * Asks for one process or pod that carries out steps in a row, and for news of it.
 *
 * @param project the project's name, for people
 * @param owner id of the workflow that owns the run
 * @param ownerRun id of that workflow's first execution run, the same after continue-as-new and
 *     reset
 * @param generation how often a fresh process was asked for, from 0
 */
public record RunRequest(
    String project, String owner, String ownerRun, int generation, List<StepSpec> steps) {
  public RunRequest {
    steps = List.copyOf(steps);
  }

  public RunRequest nextGeneration() {
    return new RunRequest(project, owner, ownerRun, generation + 1, steps);
  }

  /** The same work with so much memory, instead of what its profile or its request says. */
  public RunRequest withMemory(Optional<String> memory) {
    return memory
        .map(
            enough ->
                new RunRequest(
                    project,
                    owner,
                    ownerRun,
                    generation,
                    steps.stream().map(step -> step.with(Resources.MEMORY_SINCE, enough)).toList()))
        .orElse(this);
  }
}
