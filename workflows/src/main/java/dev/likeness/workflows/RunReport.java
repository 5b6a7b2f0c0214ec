package dev.likeness.workflows;

import java.util.List;
import java.util.Optional;

/**
 * What a slice of watching saw.
 *
 * @param results one result a step, in order, once all are there; a stopped training gives its
 *     newest checkpoint, if there is one
 */
public record RunReport(
    RunState state, List<StepResult> results, Progress progress, Optional<Failure> failure) {
  public RunReport {
    results = List.copyOf(results);
  }
}
