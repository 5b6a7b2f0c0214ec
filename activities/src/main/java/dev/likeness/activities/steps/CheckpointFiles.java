package dev.likeness.activities.steps;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Which output of a training step is which file of a checkpoint's folder. */
final class CheckpointFiles {
  /** What is measured lies in the folder too, but is no part of the result. */
  static final String OBSERVED = "observed.json";

  static final Map<String, String> NAMES =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "weights", "weights.safetensors",
                  "moments1", "moments-1.safetensors",
                  "moments2", "moments-2.safetensors",
                  "losses", "losses.safetensors",
                  "state", "state.json")));

  private CheckpointFiles() {}
}
