package dev.likeness.workflows;

/** What came of an update, as a sentence. */
public record Answer(String sentence) {}
