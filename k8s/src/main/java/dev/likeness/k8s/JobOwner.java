package dev.likeness.k8s;

/**
 * For whom a Job runs.
 *
 * @param workflow its id
 * @param firstRun id of its first execution, which continue-as-new and reset keep
 */
public record JobOwner(String workflow, String firstRun) {}
