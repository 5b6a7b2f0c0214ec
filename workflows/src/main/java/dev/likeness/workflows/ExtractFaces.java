package dev.likeness.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Ingests footage, finds and aligns its faces and, when asked, cuts them out. */
@WorkflowInterface
public interface ExtractFaces extends Pausable, Steered {
  @WorkflowMethod
  ExtractedFaces run(Request request);

  @QueryMethod
  JobStatus status();
}
