package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceAreasTest {
  private static final int SIZE = 200;
  private static final List<Point> LANDMARKS =
      Landmarks.of(new TurnedHead(100, 105, 9, 0, 0, 10).mesh());
  private static final FaceAreas AREAS = FaceAreas.of(LANDMARKS);

  @Test
  void theHullContainsEveryLandmark() {
    FloatPicture distance = AREAS.distance(SIZE, SIZE);

    for (Point p : LANDMARKS) {
      assertTrue(distance.at((int) p.x(), (int) p.y(), 0) < 1.5, p.toString());
    }
  }

  @Test
  void theHullReachesAboveTheBrows() {
    double top = AREAS.hull().stream().mapToDouble(Point::y).min().orElseThrow();
    double brows = LANDMARKS.subList(17, 27).stream().mapToDouble(Point::y).min().orElseThrow();

    assertTrue(top < brows - 5, top + " and " + brows);
  }

  @Test
  void theMaskHasTheHullsAreaToAnAntiAliasedPixel() {
    double mask = 0;
    for (float share : AREAS.mask(SIZE, SIZE).data()) {
      mask += share;
    }
    double area = 0;
    for (int i = 0; i < AREAS.hull().size(); i++) {
      Point a = AREAS.hull().get(i);
      Point b = AREAS.hull().get((i + 1) % AREAS.hull().size());
      area += (a.x() * b.y() - b.x() * a.y()) / 2;
    }

    assertTrue(area > 5000, "the hull runs clockwise: " + area);
    assertEquals(area, mask, 0.002 * area);
  }

  @Test
  void theEyeBoxesContainTheEyesAndTheMouthBoxTheLips() {
    FloatPicture eyes = AREAS.eyes(SIZE, SIZE);
    FloatPicture mouth = AREAS.mouth(SIZE, SIZE);

    for (int i = 36; i < 48; i++) {
      assertEquals(1, at(eyes, LANDMARKS.get(i)), "eye point " + i);
      assertEquals(0, at(mouth, LANDMARKS.get(i)), "eye point " + i);
    }
    for (int i = 48; i < 68; i++) {
      assertEquals(1, at(mouth, LANDMARKS.get(i)), "mouth point " + i);
      assertEquals(0, at(eyes, LANDMARKS.get(i)), "mouth point " + i);
    }
  }

  @Test
  void aClosedEyeKeepsItsBox() {
    List<Point> closed = new ArrayList<>(LANDMARKS);
    for (int lid : new int[] {37, 38, 40, 41}) {
      closed.set(lid, LANDMARKS.get(36));
    }

    assertEquals(AREAS.leftEye(), FaceAreas.of(closed).leftEye());
  }

  private static float at(FloatPicture plane, Point p) {
    return plane.at((int) p.x(), (int) p.y(), 0);
  }
}
