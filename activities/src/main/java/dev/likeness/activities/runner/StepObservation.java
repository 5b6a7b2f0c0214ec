package dev.likeness.activities.runner;

/** What is known of a run: where it stands, or how it ended. */
public sealed interface StepObservation permits StepState, StepOutcome {}
