package dev.likeness.workflows;

import io.temporal.workflow.Workflow;

/**
 * Decisions that this code takes otherwise than code under which jobs may have begun: a job that
 * has taken one stays with it, and takes the others anew.
 */
final class Changes {
  private Changes() {}

  /** A run that is no longer wanted when a slice ends is stopped, whatever became of its stop. */
  static boolean stopUnwantedRuns() {
    return made("stop-unwanted-runs");
  }

  /** A pause of the whole job reaches every stage and not only training. */
  static boolean pauseEveryStage() {
    return made("pause-every-stage");
  }

  /** A child whose predecessor of the same id is about to end is started once that has ended. */
  static boolean waitForPredecessors() {
    return made("wait-for-predecessors");
  }

  /** A workflow of many runs goes on as new between them when its history has grown. */
  static boolean goOnAsNewBetweenRuns() {
    return made("go-on-as-new-between-runs");
  }

  private static boolean made(String change) {
    return Workflow.getVersion(change, Workflow.DEFAULT_VERSION, 1) >= 1;
  }
}
