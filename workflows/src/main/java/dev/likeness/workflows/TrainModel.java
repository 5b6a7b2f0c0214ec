package dev.likeness.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Trains a model. Started again with the same model id, it goes on from the last checkpoint. */
@WorkflowInterface
public interface TrainModel {
  @WorkflowMethod
  TrainedModel run(Request request);

  /**
   * How a parent passes steering on; it has validated it. Steering that no longer fits is ignored.
   */
  @SignalMethod
  void steer(Steering steering);

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
