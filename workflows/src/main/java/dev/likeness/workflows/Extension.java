package dev.likeness.workflows;

import java.util.Optional;

/** Where training shall end instead: at an iteration, or after minutes of training in all. */
public record Extension(Optional<Long> iterations, Optional<Double> minutes) {}
