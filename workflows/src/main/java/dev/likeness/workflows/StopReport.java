package dev.likeness.workflows;

/** Whether there was anything to stop. Stopping what is gone is a success. */
public record StopReport(boolean wasRunning) {}
