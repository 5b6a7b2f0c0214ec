package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceCutterTest {
  private static final FaceCutter CUTTER = new FaceCutter(CutOptions.DEFAULT);

  @Test
  void theStoredSquareContainsEveryCropTypeForYawUpToSixtyDegrees() {
    Picture frame = ramp(1280, 720);
    for (int yaw = -60; yaw <= 60; yaw += 5) {
      CutFace cut = CUTTER.cut(frame, face(new TurnedHead(640, 360, 9, yaw, 8, 12)));
      for (CropType type : CropType.values()) {
        Affine toPicture =
            type.fromCore(cut.face().pose().yaw(), 1).inverse().then(cut.face().toCore().inverse());
        for (Point corner : corners(1)) {
          Point p = toPicture.apply(corner);
          double side = cut.face().side() + 1e-6;
          assertTrue(
              p.x() >= -1e-6 && p.y() >= -1e-6 && p.x() <= side && p.y() <= side,
              type + " at yaw " + yaw + ": " + p);
        }
      }
    }
  }

  @Test
  void theHeadCropMovesToWhereTheRestOfTheHeadIs() {
    Box ahead = FaceCutter.square(0);

    assertTrue(FaceCutter.square(50).center().x() < ahead.center().x());
    assertTrue(FaceCutter.square(-50).center().x() > ahead.center().x());
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 9})
  void keepsTheFramesScaleAndNeverEnlarges(double size) {
    AlignedFace face = face(new TurnedHead(640, 360, size, 0, 0, 20));

    CutFace cut = CUTTER.cut(ramp(1280, 720), face);

    assertEquals(face.toCore().scale(), cut.face().toCore().scale(), 1e-12);
    assertEquals(cut.face().side(), cut.picture().width());
    assertTrue(cut.face().side() < 1024);
  }

  @Test
  void aLargeFaceIsShrunkToTheLargestSide() {
    CutFace cut = CUTTER.cut(ramp(1920, 1080), face(TurnedHead.at(960, 540, 50)));

    assertEquals(1024, cut.picture().width());
    assertEquals(1024, cut.picture().height());
  }

  @ParameterizedTest
  @ValueSource(doubles = {9, 50})
  void everyPixelIsWhereItsMatrixSays(double size) {
    // The ramp's red is the frame's x and its green y, so a pixel tells where it came from.
    AlignedFace face = face(new TurnedHead(960, 540, size, 0, 0, 17));
    CutFace cut = CUTTER.cut(ramp(1920, 1080), face);
    Affine toFrame = cut.face().toCore().then(face.toCore().inverse());
    int side = cut.face().side();
    for (int y = 5; y < side; y += side / 9) {
      for (int x = 5; x < side; x += side / 9) {
        Point p = toFrame.apply(new Point(x + 0.5, y + 0.5));
        if (p.x() > 4 && p.y() > 4 && p.x() < 1916 && p.y() < 1076) {
          int at = 3 * (y * side + x);
          assertEquals(p.x() / 8, cut.picture().rgb()[at] & 255, 0.75, "x at " + x + ", " + y);
          assertEquals(p.y() / 8, cut.picture().rgb()[at + 1] & 255, 0.75, "y at " + x + ", " + y);
        }
      }
    }
  }

  @Test
  void landmarksLieInThePictureWhereTheyLayInTheFrame() {
    AlignedFace face = face(new TurnedHead(500, 300, 9, 10, 0, 17));
    CutFace cut = CUTTER.cut(ramp(1280, 720), face);
    Affine toFrame = cut.face().toCore().then(face.toCore().inverse());

    for (int i = 0; i < 68; i++) {
      Point expected = Landmarks.of(face.mesh()).get(i);
      assertEquals(0, expected.distance(toFrame.apply(cut.face().landmarks().get(i))), 1e-9);
    }
  }

  @Test
  void beyondTheFrameItsBorderIsRepeated() {
    CutFace cut = CUTTER.cut(ramp(1280, 720), face(TurnedHead.at(60, 360, 9)));
    int middle = 3 * (cut.face().side() / 2 * cut.face().side());

    assertEquals(0, cut.picture().rgb()[middle] & 255);
    assertEquals(cut.picture().rgb()[middle + 1] & 255, cut.picture().rgb()[middle + 3 + 1] & 255);
  }

  @Test
  void severalFacesOfAFrameAreCutAsEachAlone() {
    Picture frame = ramp(1280, 720);
    AlignedFace first = face(TurnedHead.at(300, 300, 8));
    AlignedFace second = face(TurnedHead.at(800, 400, 6));

    List<CutFace> both = CUTTER.cut(frame, List.of(first, second));

    assertArrayEquals(CUTTER.cut(frame, second).picture().rgb(), both.get(1).picture().rgb());
    assertEquals(CUTTER.cut(frame, first).face(), both.getFirst().face());
  }

  static AlignedFace face(TurnedHead head) {
    Mesh mesh = head.mesh();
    return new AlignedFace(
        new FaceKey("m", 12, 0),
        MeshBounds.of(mesh),
        0.9,
        mesh,
        Posing.canonical().of(mesh),
        new Quality(100, 300, 1, 0.5),
        0,
        "p1",
        MeanFace.canonical().toCore(Landmarks.of(mesh)),
        false,
        List.of());
  }

  /** Red is x / 8, green y / 8. */
  static Picture ramp(int width, int height) {
    Picture picture = Picture.blank(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.rgb()[3 * (y * width + x)] = (byte) ((x + 4) / 8);
        picture.rgb()[3 * (y * width + x) + 1] = (byte) ((y + 4) / 8);
      }
    }
    return picture;
  }

  private static List<Point> corners(double side) {
    return List.of(new Point(0, 0), new Point(side, 0), new Point(0, side), new Point(side, side));
  }
}
