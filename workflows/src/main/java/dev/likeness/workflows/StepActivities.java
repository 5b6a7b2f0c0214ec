package dev.likeness.workflows;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * What the worker does for a workflow. Every method is at-least-once and idempotent: a run is
 * created or adopted by (owner, first run, steps, generation), watched for one slice, and never
 * deleted by its watcher.
 */
@ActivityInterface
public interface StepActivities {
  @ActivityMethod(name = "Plan")
  PlanReport plan(PlanRequest request);

  @ActivityMethod(name = "Ingest")
  RunReport ingest(RunRequest request);

  @ActivityMethod(name = "Extract")
  RunReport extract(RunRequest request);

  @ActivityMethod(name = "Align")
  RunReport align(RunRequest request);

  @ActivityMethod(name = "Train")
  RunReport train(RunRequest request);

  @ActivityMethod(name = "Convert")
  RunReport convert(RunRequest request);

  @ActivityMethod(name = "Merge")
  RunReport merge(RunRequest request);

  /** Asks the run to checkpoint and leave, and waits for it. */
  @ActivityMethod(name = "Stop")
  StopReport stop(RunRequest request);
}
