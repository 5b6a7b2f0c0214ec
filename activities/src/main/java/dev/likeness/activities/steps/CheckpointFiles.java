package dev.likeness.activities.steps;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Which output of a training step is which file of a checkpoint's folder. */
final class CheckpointFiles {
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

  /** The output that a file of the folder is. */
  static String output(String file) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(file))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(file + " is no output."));
  }
}
