package dev.likeness.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The whole job: faces of all footage, a model trained on them, and every target converted. */
@WorkflowInterface
public interface FaceSwap {
  @WorkflowMethod
  SwapResult run(Request request);

  @QueryMethod
  JobStatus status();

  @UpdateMethod
  Answer pause();

  @UpdateValidatorMethod(updateName = "pause")
  void checkPause();

  @UpdateMethod
  Answer resume();

  @UpdateValidatorMethod(updateName = "resume")
  void checkResume();

  @UpdateMethod
  Answer finish();

  @UpdateValidatorMethod(updateName = "finish")
  void checkFinish();

  @UpdateMethod
  Answer extend(Extension extension);

  @UpdateValidatorMethod(updateName = "extend")
  void checkExtend(Extension extension);
}
