package dev.likeness.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Predicts and merges one target with any checkpoint. */
@WorkflowInterface
public interface ConvertVideo extends Pausable, Steered {
  @WorkflowMethod
  ConvertedVideo run(Request request);

  @QueryMethod
  JobStatus status();
}
