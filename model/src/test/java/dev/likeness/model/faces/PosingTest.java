package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosingTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "40, 0, 0",
    "-40, 0, 0",
    "0, 25, 0",
    "0, -25, 0",
    "0, 0, 30",
    "0, 0, -170",
    "35, -20, 15",
    "-60, 10, -45",
    "80, 5, 3"
  })
  void recoversTheRotationOfATurnedHead(double yaw, double pitch, double roll) {
    Pose pose = Posing.canonical().of(new TurnedHead(300, 200, 17, yaw, pitch, roll).mesh());

    assertEquals(yaw, pose.yaw(), 1e-3);
    assertEquals(pitch, pose.pitch(), 1e-3);
    assertEquals(roll, pose.roll(), 1e-3);
  }

  @Test
  void yawGrowsAsTheNoseMovesToThePicturesRight() {
    Mesh ahead = new TurnedHead(0, 0, 10, 0, 0, 0).mesh();
    Mesh turned = new TurnedHead(0, 0, 10, 20, 0, 0).mesh();

    assertTrue(turned.point(1).x() > ahead.point(1).x());
    assertTrue(Posing.canonical().of(turned).yaw() > 0);
  }

  @Test
  void pitchGrowsAsTheNoseMovesUp() {
    Mesh ahead = new TurnedHead(0, 0, 10, 0, 0, 0).mesh();
    Mesh raised = new TurnedHead(0, 0, 10, 0, 20, 0).mesh();

    assertTrue(raised.point(1).y() < ahead.point(1).y());
    assertTrue(Posing.canonical().of(raised).pitch() > 0);
  }

  @Test
  void aMeshWithoutDepthHasAPoseAllTheSame() {
    Pose pose = Posing.canonical().of(new Mesh(new double[3 * Mesh.POINTS]));

    assertEquals(0, pose.yaw(), 1e-12);
    assertEquals(0, pose.pitch(), 1e-12);
    assertEquals(0, pose.roll(), 1e-12);
  }
}
