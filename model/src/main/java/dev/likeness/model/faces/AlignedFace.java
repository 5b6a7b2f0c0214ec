package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import java.util.List;

/**
 * One face in one frame with what {@code align} learned from the whole medium.
 *
 * @param track number of the track in this medium, from 0
 * @param person id of the person, such as {@code p1}
 * @param mesh the mesh in frame pixels (interpolated where the face was bridged)
 * @param toCore smoothed map from frame pixels to the core box, the unit square
 * @param bridged whether the detector missed this face and its track supplied it
 * @param leftOut why the face is kept out of training, in order; empty when it may be used
 */
public record AlignedFace(
    FaceKey key,
    Box box,
    double score,
    Mesh mesh,
    Pose pose,
    Quality quality,
    int track,
    String person,
    Affine toCore,
    boolean bridged,
    List<LeftOut> leftOut) {
  public AlignedFace {
    leftOut = List.copyOf(leftOut);
  }
}
