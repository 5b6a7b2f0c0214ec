package dev.likeness.activities.demo;

import dev.likeness.model.blending.Compositor;
import dev.likeness.model.blending.Converter;
import dev.likeness.model.blending.FaceSwapper;
import dev.likeness.model.blending.MergingSettings;
import dev.likeness.model.blending.PlacedFace;
import dev.likeness.model.blending.PredictedFace;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.video.Frame;
import java.util.ArrayList;
import java.util.List;

/** Puts one and the same picture over every face, with the converter and compositor of a swap. */
final class PastedFace {
  private final Converter converter;
  private final Compositor compositor;
  private final List<PredictedFace> predicted = new ArrayList<>();

  PastedFace(FloatPicture picture, int inputSize, CropType crop, MergingSettings merging) {
    // Batches of one: every face comes out before its frame is composited.
    converter = new Converter(FaceSwapper.constant(picture), inputSize, crop, 1, predicted::add);
    compositor = new Compositor(merging);
  }

  Frame over(Frame frame, List<AlignedFace> faces) {
    predicted.clear();
    converter.add(frame, faces);
    List<PlacedFace> placed = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      placed.add(PlacedFace.of(faces.get(i), predicted.get(i)));
    }
    return compositor.composite(frame, placed);
  }
}
