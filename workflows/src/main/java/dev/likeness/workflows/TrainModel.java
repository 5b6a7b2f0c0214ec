package dev.likeness.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Trains a model. Started again with the same model id, it goes on from the last checkpoint. */
@WorkflowInterface
public interface TrainModel extends Steerable, Steered {
  @WorkflowMethod
  TrainedModel run(Request request);

  @QueryMethod
  JobStatus status();
}
