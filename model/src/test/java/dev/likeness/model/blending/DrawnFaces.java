package dev.likeness.model.blending;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CanonicalFace;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.faces.Landmarks;
import dev.likeness.model.faces.MeanFace;
import dev.likeness.model.faces.Mesh;
import dev.likeness.model.faces.Pose;
import dev.likeness.model.faces.Quality;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import java.util.Arrays;
import java.util.List;

/** Faces of the canonical mesh put somewhere, and pictures to put them on. */
final class DrawnFaces {
  static final String MEDIUM = "0f".repeat(32);

  private DrawnFaces() {}

  /** A frontal face about {@code 15 scale} pixels wide, turned clockwise. */
  static AlignedFace face(int frame, int number, Point middle, double scale, double roll) {
    double[] canonical = CanonicalFace.load().points();
    double[] xyz = new double[canonical.length];
    Affine map =
        Affine.scaling(scale, -scale)
            .then(Affine.rotation(roll))
            .then(Affine.translation(middle.x(), middle.y()));
    for (int i = 0; i < xyz.length; i += 3) {
      Point placed = map.apply(new Point(canonical[i], canonical[i + 1]));
      xyz[i] = placed.x();
      xyz[i + 1] = placed.y();
      xyz[i + 2] = -scale * canonical[i + 2];
    }
    Mesh mesh = new Mesh(xyz);
    return new AlignedFace(
        new FaceKey(MEDIUM, frame, number),
        new Box(middle.x() - 8 * scale, middle.y() - 8 * scale, 16 * scale, 16 * scale),
        0.9,
        mesh,
        new Pose(0, 0, Math.toDegrees(roll)),
        new Quality(10 * scale, 100, 1, 0.5),
        number,
        "p1",
        MeanFace.canonical().toCore(Landmarks.of(mesh)),
        false,
        List.of());
  }

  /** This picture predicted for the face, on a full crop. */
  static PlacedFace placed(AlignedFace face, FloatPicture picture) {
    Affine frameToCrop = face.toCore().then(CropType.FULL.fromCore(0, picture.width()));
    return PlacedFace.of(face, new PredictedFace(face.key(), frameToCrop, picture));
  }

  static FloatPicture flat(int width, int height, float red, float green, float blue) {
    FloatPicture picture = FloatPicture.blank(width, height, 3);
    for (int i = 0; i < picture.data().length; i += 3) {
      picture.data()[i] = red;
      picture.data()[i + 1] = green;
      picture.data()[i + 2] = blue;
    }
    return picture;
  }

  /** Soft waves in all colours, {@code [h, w, 3]}, 0.2 to 0.8. */
  static FloatPicture waves(int width, int height, double length) {
    FloatPicture picture = FloatPicture.blank(width, height, 3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          double wave = StrictMath.sin((x + c) / length) * StrictMath.cos((y - 2 * c) / length);
          picture.data()[(y * width + x) * 3 + c] = (float) (0.5 + 0.3 * wave);
        }
      }
    }
    return picture;
  }

  static FloatPicture opaque(int width, int height) {
    FloatPicture alpha = FloatPicture.blank(width, height, 1);
    Arrays.fill(alpha.data(), 1);
    return alpha;
  }
}
