package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FadedPolygonTest {
  private static final List<Point> SQUARE =
      List.of(new Point(10, 10), new Point(50, 10), new Point(50, 50), new Point(10, 50));

  @Test
  void opacityRisesInwardsFromTheStartOverTheWidth() {
    FadedPolygon faded = faded(SQUARE, 2, 8);
    assertEquals(0, faded.opacity(9, 30));
    assertEquals(0, faded.opacity(12, 30));
    assertEquals(0.5, faded.opacity(16, 30), 1e-6);
    assertEquals(1, faded.opacity(20, 30));
    assertEquals(1, faded.opacity(30, 30));
  }

  @Test
  void cornersAreRoundedAsABlurWouldRoundThem() {
    FadedPolygon faded = faded(SQUARE, 0, 10);
    assertEquals(0, faded.opacity(12, 12), "the corner is further from the core than the sides");
    assertTrue(faded.opacity(12, 30) > 0);
  }

  @Test
  void nothingIsCoveredOutsideThePolygonWhateverTheFade() {
    List<Point> hull = ellipse(40.3, 37.7, 31, 22);
    ConvexPolygon polygon = new ConvexPolygon(hull);
    for (double start : new double[] {0, 1, 7, 60}) {
      for (double width : new double[] {1, 9, 80}) {
        FadedPolygon faded = faded(hull, start, width);
        for (int y = 0; y < 80; y++) {
          for (int x = 0; x < 80; x++) {
            if (polygon.distance(x + 0.5, y + 0.5) > 0) {
              assertEquals(0, faded.opacity(x + 0.5, y + 0.5));
            }
          }
        }
        assertEquals(1, faded.opacity(40.3, 37.7), "some core is always left");
      }
    }
  }

  @Test
  void rowsEqualTheOpacityAtEachPixelsCentre() {
    FadedPolygon faded = faded(ellipse(33.1, 28.6, 27, 21), 1.5, 6);
    Area bounds = faded.bounds();
    int width = bounds.width() + 10;
    float[] row = new float[width];
    for (int y = bounds.y() - 3; y < bounds.y() + bounds.height() + 3; y++) {
      Arrays.fill(row, 1);
      faded.multiply(bounds.x() - 5, y, row, 0, width);
      for (int i = 0; i < width; i++) {
        assertEquals(faded.opacity(bounds.x() - 5 + i + 0.5, y + 0.5), row[i], 1e-6);
      }
    }
  }

  @Test
  void aPolygonWithoutDepthCoversNothing() {
    List<Point> sliver = List.of(new Point(0, 0), new Point(40, 0), new Point(20, 0.4));
    assertTrue(FadedPolygon.of(new ConvexPolygon(sliver), 0, 5).isEmpty());
  }

  private static FadedPolygon faded(List<Point> corners, double start, double width) {
    return FadedPolygon.of(new ConvexPolygon(corners), start, width).orElseThrow();
  }

  private static List<Point> ellipse(double x, double y, double across, double down) {
    return IntStream.range(0, 24)
        .mapToObj(i -> 2 * Math.PI * i / 24)
        .map(turn -> new Point(x + across * Math.cos(turn), y + down * Math.sin(turn)))
        .toList();
  }
}
