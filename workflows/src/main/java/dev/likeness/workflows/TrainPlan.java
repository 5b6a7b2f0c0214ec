package dev.likeness.workflows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checked request of {@code TrainModel}.
 *
 * @param model the model's id; starting again with the same id goes on from its last checkpoint
 * @param training how to train, bound and with defaults, without its length
 * @param iterations where to end; absent when {@code minutes} says it
 * @param minutes training time to accumulate, over all starts
 * @param checkpointMinutes minutes between checkpoints, when they were asked for
 * @param base digest of the checkpoint this lineage began with, when it did not begin fresh
 * @param carry where it stood, when this is the continuation of an earlier execution
 * @param resources what the steps of a stage may use, by the stage's name: see {@link Resources}
 */
public record TrainPlan(
    String project,
    String model,
    List<String> sources,
    List<String> targets,
    Map<String, Object> training,
    Optional<Long> iterations,
    Optional<Double> minutes,
    Optional<Double> checkpointMinutes,
    Optional<String> base,
    Optional<TrainCarry> carry,
    Map<String, Object> resources) {
  public TrainPlan {
    // Absent in what an earlier version planned.
    resources = resources == null ? Ordered.of() : Ordered.copy(resources);
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
  }

  /** The plan of the training that this one goes on as; this one when it goes on as it is. */
  TrainPlan with(Optional<MicroBatch> microBatch) {
    if (microBatch.isEmpty()) {
      return this;
    }
    Map<String, Object> smaller = new TreeMap<>(training);
    smaller.put(MicroBatch.OPTION, microBatch.get().faces());
    return new TrainPlan(
        project,
        model,
        sources,
        targets,
        smaller,
        iterations,
        minutes,
        checkpointMinutes,
        microBatch.get().base(),
        carry,
        resources);
  }
}
