package dev.likeness.activities.chaos;

/** What can be struck. */
enum Target {
  /** Every process of a step that runs at the moment. */
  STEPS,
  /** The process that serves the task queue; its steps end with it. */
  WORKER,
  STORE,
  TEMPORAL
}
