package dev.likeness.model.faces;

import java.util.ArrayList;
import java.util.List;

/**
 * How the faces of a medium are put together. The first group decides what is a face and whose, the
 * second how still it is held, the third what goes into the faceset.
 *
 * @param sureScore detector score from which a detection counts by itself; weaker ones only as part
 *     of a track that has a sure one
 * @param sureMesh mesh score that a sure detection needs as well
 * @param maxGap how many frames in a row the detector may miss before a track ends
 * @param samePerson mean distance of descriptors up to which two tracks are one person; dlib's 0.6
 *     is for single chips, means of eight scatter less
 * @param smoothing standard deviation in frames of the symmetric Gaussian over position and
 *     rotation (twice that for scale, which blinks disturb most); 0 turns it off
 * @param minSize smallest core box in frame pixels
 * @param minSharpness lowest sharpness, as a share of the person's median
 * @param minInside smallest share of the core box inside the frame
 * @param maxYaw largest yaw in degrees
 * @param maxPitch largest pitch in degrees
 * @param sameFace mean distance of landmarks in core boxes under which two faces of one person,
 *     alike in light and sharpness too, count as the same picture
 * @param keepAtLeast duplicates are left out only beyond this many faces of a person
 */
public record AlignOptions(
    double sureScore,
    double sureMesh,
    int maxGap,
    double samePerson,
    double smoothing,
    double minSize,
    double minSharpness,
    double minInside,
    double maxYaw,
    double maxPitch,
    double sameFace,
    int keepAtLeast) {
  public static final AlignOptions DEFAULT =
      new AlignOptions(0.6, 0.5, 12, 0.5, 1.5, 24, 0.25, 0.9, 60, 45, 0.004, 500);

  public AlignOptions {
    List<String> errors = new ArrayList<>();
    check(errors, "sureScore", sureScore, 0, 1);
    check(errors, "sureMesh", sureMesh, 0, 1);
    check(errors, "maxGap", maxGap, 0, 1000);
    check(errors, "samePerson", samePerson, 0, 2);
    check(errors, "smoothing", smoothing, 0, 100);
    check(errors, "minSize", minSize, 0, 10_000);
    check(errors, "minSharpness", minSharpness, 0, 1);
    check(errors, "minInside", minInside, 0, 1);
    check(errors, "maxYaw", maxYaw, 0, 180);
    check(errors, "maxPitch", maxPitch, 0, 180);
    check(errors, "sameFace", sameFace, 0, 1);
    check(errors, "keepAtLeast", keepAtLeast, 0, Integer.MAX_VALUE);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", errors));
    }
  }

  private static void check(
      List<String> errors, String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      errors.add(name + " is " + value + " and must lie between " + least + " and " + most + ".");
    }
  }
}
