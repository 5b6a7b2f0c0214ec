package dev.likeness.model.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UmeyamaTest {
  private static final List<Point> POINTS =
      List.of(new Point(0, 0), new Point(3, 1), new Point(-2, 4), new Point(5, -7));

  @Test
  void recoversASimilarityExactly() {
    Affine map = Affine.rotation(2.5).then(Affine.scaling(3, 3)).then(Affine.translation(-40, 11));

    Affine found = Umeyama.fit(POINTS, POINTS.stream().map(map::apply).toList());

    for (Point p : POINTS) {
      assertEquals(0, map.apply(p).distance(found.apply(p)), 1e-12);
    }
  }

  @Test
  void fitsNoisyPointsBetterThanAnyNeighbouringSimilarity() {
    var random = new Random(7);
    List<Point> noisy = new ArrayList<>();
    for (Point p : POINTS) {
      noisy.add(new Point(2 * p.x() + random.nextGaussian(), 2 * p.y() + random.nextGaussian()));
    }
    Affine best = Umeyama.fit(POINTS, noisy);

    for (Affine change :
        List.of(
            Affine.rotation(0.01),
            Affine.rotation(-0.01),
            Affine.scaling(1.01, 1.01),
            Affine.scaling(0.99, 0.99),
            Affine.translation(0.05, 0),
            Affine.translation(0, -0.05))) {
      assertTrue(error(best, noisy) < error(best.then(change), noisy), change.toString());
    }
  }

  @Test
  void neverReflectsEvenWhenThatWouldFitBetter() {
    List<Point> mirrored = POINTS.stream().map(p -> new Point(-p.x(), p.y())).toList();

    assertTrue(Umeyama.fit(POINTS, mirrored).determinant() > 0);
  }

  @Test
  void refusesPointsWithoutScale() {
    List<Point> same = List.of(new Point(1, 1), new Point(1, 1));

    assertThrows(IllegalArgumentException.class, () -> Umeyama.fit(same, same));
    assertThrows(IllegalArgumentException.class, () -> Umeyama.fit(POINTS, same));
  }

  private static double error(Affine map, List<Point> to) {
    double sum = 0;
    for (int i = 0; i < to.size(); i++) {
      sum += Math.pow(map.apply(POINTS.get(i)).distance(to.get(i)), 2);
    }
    return sum;
  }
}
