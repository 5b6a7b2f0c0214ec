package dev.likeness.activities.runner;

/**
 * How a started run is found again: its name, and what tells this start from another of that name
 * (a process' id and start, a pod's uid).
 */
public record StepHandle(String name, String uid) {}
