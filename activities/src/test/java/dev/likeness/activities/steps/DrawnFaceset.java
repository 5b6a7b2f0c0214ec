package dev.likeness.activities.steps;

import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.FacesetWriter;
import dev.likeness.model.faces.Pose;
import dev.likeness.model.faces.Quality;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.StillPicture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A faceset of discs, each of another green. */
final class DrawnFaceset {
  private static final int SIDE = 64;

  private DrawnFaceset() {}

  static byte[] of(int faces, int red) throws IOException {
    var zip = new ByteArrayOutputStream();
    try (FacesetWriter writer = FacesetWriter.zip(zip)) {
      for (int frame = 0; frame < faces; frame++) {
        writer.add(face(frame), StillPicture.png(disc(red, 8 * frame)));
      }
      writer.finish();
    }
    return zip.toByteArray();
  }

  private static FacesetFace face(int frame) {
    List<Point> landmarks = new ArrayList<>();
    for (int i = 0; i < 68; i++) {
      double turn = 2 * Math.PI * i / 68;
      landmarks.add(new Point(32 + 13 * Math.cos(turn), 32 + 13 * Math.sin(turn)));
    }
    return new FacesetFace(
        new FaceKey("a".repeat(64), frame, 0),
        "p1",
        "p1/" + frame + ".png",
        SIDE,
        Affine.translation(-17, -17).then(Affine.scaling(1 / 30.0, 1 / 30.0)),
        new Pose(0, 0, 0),
        new Quality(30, 1, 1, 0.5),
        landmarks);
  }

  private static Picture disc(int red, int green) {
    Picture picture = Picture.blank(SIDE, SIDE);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = 3 * (y * SIDE + x);
        picture.rgb()[at] = (byte) (Math.hypot(x - 32, y - 32) < 15 ? red : 0);
        picture.rgb()[at + 1] = (byte) green;
        picture.rgb()[at + 2] = (byte) (4 * x);
      }
    }
    return picture;
  }
}
