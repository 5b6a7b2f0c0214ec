package dev.likeness.activities.chaos;

/** What is done to a process. */
enum Blow {
  /** SIGKILL. */
  KILL,
  /** SIGTERM: checkpoint and leave. */
  TERMINATE,
  /** SIGSTOP, and SIGCONT after a moment. */
  FREEZE,
  /**
   * SIGSTOP of worker and trainer, and SIGKILL of Temporal where its histories are in memory;
   * SIGCONT of the trainer once another generation has claimed the model and made a checkpoint.
   */
  OUTLIVE,
  /** Nothing: only the request that told the moment fares badly. */
  SPARE
}
