package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeanFaceTest {
  private static final int FIRST = 17;

  @Test
  void liesOnTheTemplateThatOtherToolsUse() {
    List<Point> mean = MeanFace.canonical().points();
    List<Point> template = MeanFace.template();
    double sum = 0;
    for (int i = 0; i < 51; i++) {
      sum += mean.get(i).distance(template.get(i));
    }

    assertEquals(51, template.size());
    assertTrue(sum / 51 < 0.025, "mean distance " + sum / 51);
  }

  @Test
  void theTemplateIsItsOwnMirrorImage() {
    List<Point> padded = new ArrayList<>(Collections.nCopies(FIRST, new Point(0, 0)));
    padded.addAll(MeanFace.template());

    List<Point> mirrored = Landmarks.mirrored(padded, 1);

    for (int i = FIRST; i < 68; i++) {
      assertEquals(0, padded.get(i).distance(mirrored.get(i)), 1e-9, "point " + i);
    }
  }

  @Test
  void theLandmarksOfTheCanonicalMeshMirrorOntoThemselves() {
    List<Point> landmarks = Landmarks.of(TurnedHead.at(100, 100, 10).mesh());

    List<Point> mirrored = Landmarks.mirrored(landmarks, 200);

    for (int i = 0; i < 68; i++) {
      assertEquals(0, landmarks.get(i).distance(mirrored.get(i)), 0.5, "point " + i);
    }
  }

  @Test
  void aHeadThatIsMovedTurnedInThePlaneAndEnlargedKeepsItsPlaceInTheCoreBox() {
    List<Point> upright = Landmarks.of(TurnedHead.at(100, 100, 10).mesh());
    List<Point> moved = Landmarks.of(new TurnedHead(700, 300, 31, 0, 0, 25).mesh());
    Affine before = MeanFace.canonical().toCore(upright);
    Affine after = MeanFace.canonical().toCore(moved);

    for (int i = 0; i < 68; i++) {
      assertEquals(
          0, before.apply(upright.get(i)).distance(after.apply(moved.get(i))), 1e-4, "point " + i);
    }
  }

  @Test
  void anOpenMouthAndClosedEyesDoNotMoveTheCoreBox() {
    Mesh still = TurnedHead.at(100, 100, 10).mesh();
    double[] xyz = new double[3 * Mesh.POINTS];
    for (int i = 0; i < Mesh.POINTS; i++) {
      xyz[3 * i] = still.point(i).x();
      xyz[3 * i + 1] = still.point(i).y();
      xyz[3 * i + 2] = still.z(i);
    }
    for (int moving : new int[] {13, 14, 17, 152, 160, 158, 387, 385, 70, 105, 334, 300}) {
      xyz[3 * moving + 1] += 12;
    }

    assertEquals(
        MeanFace.canonical().toCore(Landmarks.of(still)),
        MeanFace.canonical().toCore(Landmarks.of(new Mesh(xyz))));
  }
}
