package dev.likeness.k8s;

/** What is known of a Job: where it stands, or how it ended. */
public sealed interface JobObservation permits JobState, JobOutcome {}
