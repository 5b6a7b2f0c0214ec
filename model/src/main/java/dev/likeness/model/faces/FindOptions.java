package dev.likeness.model.faces;

import java.util.ArrayList;
import java.util.List;

/**
 * How faces are looked for.
 *
 * @param minFace the smallest face to find, as a share of the frame's longest side; below 1/16 the
 *     frame is looked at in overlapping tiles, which takes as much longer as {@link #passes} says
 * @param minScore the weakest detection that is kept, 0 to 1; {@code align} judges the weak ones
 * @param chipEvery chips are kept of frames whose ordinal is a multiple of this
 */
public record FindOptions(double minFace, double minScore, int chipEvery) {
  public static final FindOptions DEFAULT = new FindOptions(1.0 / 16, 0.35, 1);

  /** For single pictures, where time matters less and nobody is found again in the next frame. */
  public static final FindOptions PICTURES = new FindOptions(1.0 / 64, 0.35, 1);

  public FindOptions {
    List<String> errors = new ArrayList<>();
    if (!(minFace >= 1.0 / 256 && minFace <= 1)) {
      errors.add("minFace is " + minFace + " and must lie between 1/256 and 1.");
    }
    if (!(minScore >= 0.05 && minScore <= 1)) {
      errors.add("minScore is " + minScore + " and must lie between 0.05 and 1.");
    }
    if (chipEvery < 1) {
      errors.add("chipEvery is " + chipEvery + " and must be at least 1.");
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", errors));
    }
  }

  /** How many passes of the detector one frame of this size takes. */
  public int passes(int width, int height) {
    return Tiles.of(width, height, minFace).size();
  }
}
