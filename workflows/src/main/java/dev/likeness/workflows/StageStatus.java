package dev.likeness.workflows;

/**
 * How far one stage of one medium or model has come.
 *
 * @param made steps carried out by this workflow
 * @param reused steps whose result was there already
 */
public record StageStatus(
    String stage, String what, int made, int reused, int steps, Progress progress) {}
