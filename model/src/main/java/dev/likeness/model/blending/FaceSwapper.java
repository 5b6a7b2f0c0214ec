package dev.likeness.model.blending;

import dev.likeness.model.image.FloatPicture;
import java.util.List;

/** Something that turns target faces into source faces; {@code Predictor::swap} is one. */
@FunctionalInterface
public interface FaceSwapper {
  /**
   * One picture for each face, in the same order, each {@code [size, size, 3]}, RGB 0 to 1; a
   * picture depends on its own face and its place in the list only, to the bit, whatever stands
   * beside it.
   */
  List<FloatPicture> swap(List<FloatPicture> faces);

  /** Gives every face the same picture: what a swap must be better than. */
  static FaceSwapper constant(FloatPicture picture) {
    return faces -> faces.stream().map(face -> picture).toList();
  }
}
