package dev.likeness.activities.worker;

import dev.likeness.activities.runner.StepState;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import java.util.Optional;

/**
 * Is told what watchers see of runs. Told the same more than once, and by two watchers of one run
 * in this process; returns at once and throws nothing.
 */
public interface RunFigures {
  /** For who does not measure. */
  RunFigures NONE =
      new RunFigures() {
        @Override
        public void watches(Run run, Optional<Beginning> beginning) {}

        @Override
        public void saw(Run run, StepState state) {}

        @Override
        public void told(Run run, Progress progress) {}

        @Override
        public void reports(Run run, RunReport report) {}

        @Override
        public void leaves(Run run) {}

        @Override
        public void planned(boolean accepted) {}

        @Override
        public void couldNotWatch(Silent who) {}

        @Override
        public void swept() {}
      };

  /**
   * A run as figures know it.
   *
   * @param name one for each owner, step key and generation
   * @param object in which it tells its progress: the same for two owners of one key
   * @param kind of its first step
   */
  record Run(String name, String object, String project, String kind) {}

  /**
   * How a worker came to a run that it did not know.
   *
   * @param created whether it is asked for now, and was not there before
   * @param told what lies in the store under its name by then: of another process, or of this one
   *     as others watched it
   */
  record Beginning(boolean created, Progress told) {}

  /** Who does not answer a watcher. */
  enum Silent {
    STORE,
    CLUSTER
  }

  /**
   * A slice begins.
   *
   * @param beginning absent when this worker has watched the run before
   */
  void watches(Run run, Optional<Beginning> beginning);

  /** The run stands there. */
  void saw(Run run, StepState state);

  /** What the run tells of itself, in running totals of its process. */
  void told(Run run, Progress progress);

  /** What is reported at the end of a slice, which may be the end of the run. */
  void reports(Run run, RunReport report);

  /** The slice is over, with a report or without. */
  void leaves(Run run);

  /** A request was planned, or refused with its errors. */
  void planned(boolean accepted);

  /** A slice broke off; the run goes on. */
  void couldNotWatch(Silent who);

  /** A run whose workflow had ended is stopped or removed; told once a run. */
  void swept();
}
