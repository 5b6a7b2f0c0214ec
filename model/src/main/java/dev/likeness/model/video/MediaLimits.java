package dev.likeness.model.video;

import java.time.Duration;

/**
 * What footage may ask of the machine; sides in pixels, both inclusive.
 *
 * @param streams the most streams of any kind in one file
 */
public record MediaLimits(
    int minSide, int maxWidth, int maxHeight, int streams, int frames, Duration duration) {
  public static final MediaLimits DEFAULT =
      new MediaLimits(16, 8192, 8192, 64, 5_000_000, Duration.ofHours(24));

  public MediaLimits {
    if (minSide < 1 || maxWidth < minSide || maxHeight < minSide || streams < 1 || frames < 1) {
      throw new IllegalArgumentException("These limits let no footage pass.");
    }
  }
}
