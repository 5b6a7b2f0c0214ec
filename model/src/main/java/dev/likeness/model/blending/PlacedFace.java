package dev.likeness.model.blending;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.FaceAreas;
import dev.likeness.model.faces.Landmarks;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import java.util.List;

/**
 * A predicted face and the target's face that it covers.
 *
 * @param toCore map from frame pixels to the target's core box, the unit square
 * @param hull the target's face with raised brows in frame pixels, convex, clockwise to the eye
 */
public record PlacedFace(PredictedFace predicted, Affine toCore, List<Point> hull) {
  public PlacedFace {
    hull = List.copyOf(hull);
    if (hull.size() < 3) {
      throw new IllegalArgumentException("A hull of " + hull.size() + " points covers nothing.");
    }
  }

  /** The prediction for this face, which must be of the same key. */
  public static PlacedFace of(AlignedFace face, PredictedFace predicted) {
    if (!face.key().equals(predicted.key())) {
      throw new IllegalArgumentException(
          "The prediction for %s does not fit %s.".formatted(predicted.key(), face.key()));
    }
    List<Point> hull = FaceAreas.of(Landmarks.of(face.mesh())).hull();
    return new PlacedFace(predicted, face.toCore(), hull);
  }

  /** Side of the core box in frame pixels. */
  double faceSize() {
    return 1 / toCore.scale();
  }

  Point middle() {
    return toCore.inverse().apply(new Point(0.5, 0.5));
  }
}
