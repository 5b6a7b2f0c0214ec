package dev.likeness.workflows;

import java.util.Optional;

/**
 * What a training takes along when it continues as new.
 *
 * @param memory with which its runs are asked for since one had too little; absent before
 * @param microBatch with which it trains since its device's memory did not hold more; absent before
 */
public record TrainCarry(
    int generation,
    Optional<Long> iterations,
    Optional<Double> minutes,
    boolean paused,
    Optional<String> memory,
    Optional<MicroBatch> microBatch) {
  public TrainCarry {
    // Absent in what an earlier version carried.
    memory = memory == null ? Optional.empty() : memory;
    microBatch = microBatch == null ? Optional.empty() : microBatch;
  }
}
