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
 * @param microBatch what a training goes on with that ran out of its device's memory; absent when
 *     it had one face at once
 */
public record RunReport(
    RunState state,
    List<StepResult> results,
    Progress progress,
    Optional<Failure> failure,
    Optional<String> moreMemory,
    Optional<MicroBatch> microBatch) {
  public RunReport(
      RunState state, List<StepResult> results, Progress progress, Optional<Failure> failure) {
    this(state, results, progress, failure, Optional.empty(), Optional.empty());
  }

  public RunReport {
    results = List.copyOf(results);
    // Absent in what an earlier version reported.
    moreMemory = moreMemory == null ? Optional.empty() : moreMemory;
    microBatch = microBatch == null ? Optional.empty() : microBatch;
  }

  /** The same, and the training may go on with fewer faces at once. */
  public RunReport with(MicroBatch fewer) {
    return new RunReport(state, results, progress, failure, moreMemory, Optional.of(fewer));
  }
}
