package dev.likeness.workflows;

import java.util.Map;

/**
 * A model at the checkpoint where training ended.
 *
 * @param outputs digests of weights, moments, state, losses and preview
 */
public record TrainedModel(
    String model,
    String architecture,
    long iteration,
    Map<String, String> outputs,
    Map<String, Object> values,
    int made,
    int reused) {
  public TrainedModel {
    outputs = Ordered.copy(outputs);
    values = Ordered.copy(values);
  }
}
