package dev.likeness.model.blending;

import dev.likeness.model.video.Frame;
import java.util.Comparator;
import java.util.List;

/**
 * Puts predicted faces into frames. Colours and masks of every face are taken from the untouched
 * frame; then the faces are blended over each other by rising size, so that the nearest lies on
 * top, and by rising key where two are of one size. Without state: any number of threads.
 */
public final class Compositor {
  private static final Comparator<PlacedFace> NEAREST_LAST =
      Comparator.comparingDouble(PlacedFace::faceSize)
          .thenComparing(face -> face.predicted().key());

  private final MergingSettings settings;

  public Compositor(MergingSettings settings) {
    this.settings = settings;
  }

  /**
   * The composited frame; the given one is not changed. Samples outside every mask keep their bits,
   * and a frame without a face is returned as it is.
   */
  public Frame composite(Frame frame, List<PlacedFace> faces) {
    List<FacePatch> patches =
        faces.stream()
            .sorted(NEAREST_LAST)
            .flatMap(face -> FacePatch.of(frame, face, settings).stream())
            .toList();
    if (patches.isEmpty()) {
      return frame;
    }
    Frame composite = frame.copy();
    for (FacePatch patch : patches) {
      composite.blend(patch.area(), patch.rgb(), patch.alpha());
    }
    return composite;
  }
}
