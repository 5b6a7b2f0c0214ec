package dev.likeness.model.video;

import java.util.Map;

/**
 * What of the original a film covers, frames {@code from} to {@code to - 1}, and what it says about
 * itself beside the original's own metadata.
 */
public record JoinOptions(int from, int to, Map<String, String> metadata) {
  public JoinOptions {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("Frames " + from + " to " + to + " are no range.");
    }
    metadata = Map.copyOf(metadata);
  }

  public static JoinOptions whole(MediaIndex index) {
    return new JoinOptions(0, index.frames(), Map.of());
  }
}
