package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionTest {
  @Test
  void detectionsOfOneFaceAreAveragedByScore() {
    List<Detection> merged =
        Detection.merged(List.of(at(10, 100, 0.3), at(14, 100, 0.9), at(400, 100, 0.5)));

    assertEquals(2, merged.size());
    assertEquals(13, merged.getFirst().box().x(), 1e-9);
    assertEquals(0.9, merged.getFirst().score());
    assertEquals(400, merged.getLast().box().x());
  }

  @Test
  void aPartOfABetterDetectionIsDropped() {
    List<Detection> distinct =
        Detection.distinct(List.of(at(30, 30, 0.6), at(0, 100, 0.8), at(200, 50, 0.4)));

    assertEquals(List.of(at(0, 100, 0.8), at(200, 50, 0.4)), distinct);
  }

  @Test
  void onePassIsEnoughForFacesOfASixteenthOfTheWidth() {
    assertEquals(List.of(new Area(0, 0, 1280, 720)), Tiles.of(1280, 720, 1.0 / 16));
    assertEquals(1, FindOptions.DEFAULT.passes(3840, 2160));
    assertTrue(FindOptions.PICTURES.passes(3840, 2160) > 4);
  }

  @Test
  void everySmallFaceLiesWholeInATileThatSeesIt() {
    double smallest = 1.0 / 48;
    List<Area> tiles = Tiles.of(1920, 1080, smallest);
    for (int size = 40; size < 1000; size += 37) {
      for (int y = 0; y + size <= 1080; y += 53) {
        for (int x = 0; x + size <= 1920; x += 53) {
          assertTrue(isSeen(tiles, x, y, size), size + " pixels at " + x + ", " + y);
        }
      }
    }
  }

  private static boolean isSeen(List<Area> tiles, int x, int y, int size) {
    return tiles.stream()
        .anyMatch(
            t ->
                x >= t.x()
                    && y >= t.y()
                    && x + size <= t.x() + t.width()
                    && y + size <= t.y() + t.height()
                    && size >= Math.max(t.width(), t.height()) * Tiles.SEEN * 0.99);
  }

  private static Detection at(double x, double side, double score) {
    return new Detection(
        new Box(x, 0, side, side), new Point(x + 10, 10), new Point(x + 40, 10), score);
  }
}
