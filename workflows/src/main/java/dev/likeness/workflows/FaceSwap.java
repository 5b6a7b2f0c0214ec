package dev.likeness.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The whole job: faces of all footage, a model trained on them, and every target converted. */
@WorkflowInterface
public interface FaceSwap extends Steerable {
  @WorkflowMethod
  SwapResult run(Request request);

  @QueryMethod
  JobStatus status();
}
