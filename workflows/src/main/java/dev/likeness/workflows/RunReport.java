package dev.likeness.workflows;

import java.util.List;
import java.util.Optional;

/**
 * What a slice of watching saw.
 *
 * @param results one result a step, in order, once all are there; a stopped training gives its
 *     newest checkpoint, if there is one
 * @param moreMemory what the next generation of a run that ran out of memory may have, as
 *     Kubernetes writes it; absent when there is no more
 */
public record RunReport(
    RunState state,
    List<StepResult> results,
    Progress progress,
    Optional<Failure> failure,
    Optional<String> moreMemory) {
  public RunReport(
      RunState state, List<StepResult> results, Progress progress, Optional<Failure> failure) {
    this(state, results, progress, failure, Optional.empty());
  }

  public RunReport {
    results = List.copyOf(results);
    // Absent in what an earlier version reported.
    moreMemory = moreMemory == null ? Optional.empty() : moreMemory;
  }
}
