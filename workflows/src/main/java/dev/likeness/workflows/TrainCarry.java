package dev.likeness.workflows;

import java.util.Optional;

/**
 * What a training takes along when it continues as new.
 *
 * @param memory with which its runs are asked for since one had too little; absent before
 */
public record TrainCarry(
    int generation,
    Optional<Long> iterations,
    Optional<Double> minutes,
    boolean paused,
    Optional<String> memory) {
  public TrainCarry {
    // Absent in what an earlier version carried.
    memory = memory == null ? Optional.empty() : memory;
  }
}
