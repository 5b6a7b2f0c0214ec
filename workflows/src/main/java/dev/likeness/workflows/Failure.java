package dev.likeness.workflows;

/** Why something failed, for a person: a closed reason, one sentence, and where it happened. */
public record Failure(FailureReason reason, String sentence, String where) {}
