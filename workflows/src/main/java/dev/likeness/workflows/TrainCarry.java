package dev.likeness.workflows;

import java.util.Optional;

/** What a training takes along when it continues as new. */
public record TrainCarry(
    int generation, Optional<Long> iterations, Optional<Double> minutes, boolean paused) {}
