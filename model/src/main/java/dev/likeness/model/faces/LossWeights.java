package dev.likeness.model.faces;

import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import java.util.List;

/** How much each pixel of a crop counts in training. */
public final class LossWeights {
  private static final double DILATION = 1.0 / 16;
  private static final double FALL = 1.0 / 16;
  private static final float OUTSIDE = 0.1f;
  private static final float EYES = 3;
  private static final float MOUTH = 2;

  private LossWeights() {}

  /**
   * The weights {@code [size, size, 1]} of a square crop: 1 within the hull dilated by 1/16 of the
   * crop, falling over another 1/16 to 0.1 and never to 0; three times as much in the eye boxes,
   * twice as much in the mouth box.
   *
   * @param landmarks the 68 landmarks in the crop's pixels
   */
  public static FloatPicture plane(List<Point> landmarks, int size) {
    FaceAreas areas = FaceAreas.of(landmarks);
    FloatPicture weights = areas.distance(size, size);
    float[] eyes = areas.eyes(size, size).data();
    float[] mouth = areas.mouth(size, size).data();
    float[] data = weights.data();
    for (int i = 0; i < data.length; i++) {
      float fallen = (float) Math.clamp((data[i] / size - DILATION) / FALL, 0, 1);
      float base = 1 - (1 - OUTSIDE) * fallen * fallen * (3 - 2 * fallen);
      data[i] = base * Math.max(1 + (EYES - 1) * eyes[i], 1 + (MOUTH - 1) * mouth[i]);
    }
    return weights;
  }
}
