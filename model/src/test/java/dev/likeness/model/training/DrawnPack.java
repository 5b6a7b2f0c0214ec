package dev.likeness.model.training;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.Pose;
import dev.likeness.model.faces.Quality;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Packs of drawn discs: the disc is the face, its colours tell the pictures apart. */
final class DrawnPack {
  static final int PICTURE = 200;
  private static final double CORE = 90;

  private DrawnPack() {}

  static Pack write(Path file, int faces, int tint) throws IOException {
    return write(file, faces, face -> disc(face.key().frame(), tint));
  }

  static Pack write(Path file, PackShape shape, int faces, int tint) throws IOException {
    return write(file, shape, faces, face -> disc(face.key().frame(), tint));
  }

  static Pack write(Path file, int faces, PictureSource pictures) throws IOException {
    return write(file, new PackShape(64, CropType.FULL), faces, pictures);
  }

  private static Pack write(Path file, PackShape shape, int faces, PictureSource pictures)
      throws IOException {
    List<FacesetFace> all = new ArrayList<>();
    for (int i = 0; i < faces; i++) {
      all.add(face(i));
    }
    return new PackWriter(shape, 3, 2).write(file, all, pictures, 2);
  }

  /** The core box is the picture's middle {@code CORE} pixels. */
  static FacesetFace face(int frame) {
    double corner = (PICTURE - CORE) / 2;
    List<Point> landmarks = new ArrayList<>();
    for (int i = 0; i < 68; i++) {
      double turn = 2 * Math.PI * i / 68;
      landmarks.add(
          new Point(PICTURE / 2.0 + 40 * Math.cos(turn), PICTURE / 2.0 + 40 * Math.sin(turn)));
    }
    return new FacesetFace(
        new FaceKey("drawn", frame, 0),
        "p1",
        "p1/" + frame + ".png",
        PICTURE,
        Affine.translation(-corner, -corner).then(Affine.scaling(1 / CORE, 1 / CORE)),
        new Pose(0, 0, 0),
        new Quality(CORE, 1, 1, 0.5),
        landmarks);
  }

  private static Picture disc(int frame, int tint) {
    Picture picture = Picture.blank(PICTURE, PICTURE);
    for (int y = 0; y < PICTURE; y++) {
      for (int x = 0; x < PICTURE; x++) {
        boolean inside = Math.hypot(x - PICTURE / 2.0, y - PICTURE / 2.0) < 45;
        int at = 3 * (y * PICTURE + x);
        picture.rgb()[at] = (byte) (inside ? 200 - tint : 40);
        picture.rgb()[at + 1] = (byte) (inside ? tint + 2 * frame : y / 2);
        picture.rgb()[at + 2] = (byte) x;
      }
    }
    return picture;
  }
}
