package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import java.util.List;

/**
 * One face of a faceset: a square picture cut straight from the frame, and where the face lies in
 * it.
 *
 * @param picture path of the picture inside the faceset, such as {@code p1/000012_0.jpg}
 * @param side side of the picture in pixels
 * @param toCore map from picture pixels to the core box, the unit square
 * @param landmarks the 68 points of the iBUG scheme in picture pixels
 */
public record FacesetFace(
    FaceKey key,
    String person,
    String picture,
    int side,
    Affine toCore,
    Pose pose,
    Quality quality,
    List<Point> landmarks) {
  public FacesetFace {
    landmarks = List.copyOf(landmarks);
    if (landmarks.size() != 68) {
      throw new IllegalArgumentException("A face has 68 landmarks, not " + landmarks.size() + ".");
    }
  }
}
