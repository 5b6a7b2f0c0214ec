package dev.likeness.workflows;

/**
 * How footage is cut and spread.
 *
 * @param chunk frames in a chunk
 * @param parallel processes or pods at once
 */
public record Fanout(int chunk, int parallel) {}
