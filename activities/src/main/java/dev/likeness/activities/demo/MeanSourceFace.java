package dev.likeness.activities.demo;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.blending.AverageFace;
import dev.likeness.model.blending.FaceCropper;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.FloatPicture;
import java.nio.file.Path;
import java.util.List;

/**
 * The mean of all faces that the network was trained on as the source, as the network sees them.
 */
final class MeanSourceFace {
  private MeanSourceFace() {}

  /** The mean over stored facesets, {@code [size, size, 3]}, RGB 0 to 1. */
  static FloatPicture of(
      ArtifactStore store, List<String> facesets, CropType crop, int size, Path scratch) {
    var mean = new AverageFace(size);
    for (int i = 0; i < facesets.size(); i++) {
      Path zip = scratch.resolve("faceset-" + i + ".zip");
      store.fetch(new Digest(facesets.get(i)), zip);
      add(zip, crop, size, mean);
    }
    return mean.picture();
  }

  static void add(Path faceset, CropType crop, int size, AverageFace mean) {
    try (FacesetReader reader = FacesetReader.open(faceset)) {
      for (FacesetFace face : reader.faces()) {
        Affine toCrop = face.toCore().then(crop.fromCore(face.pose().yaw(), size));
        mean.add(FaceCropper.crop(reader.picture(face), toCrop, size));
      }
    }
  }
}
