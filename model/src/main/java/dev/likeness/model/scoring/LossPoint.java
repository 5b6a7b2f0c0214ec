package dev.likeness.model.scoring;

/** The training losses of both sides at one iteration. */
public record LossPoint(int iteration, double source, double target) {}
