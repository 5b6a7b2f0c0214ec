package dev.likeness.model.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FitTest {
  @Test
  void findsTheRotationScaleAndTranslationThatWereApplied() {
    double[] points = new FaceTopology().points();
    double[] moved = points.clone();
    double cos = Math.cos(0.3);
    double sin = Math.sin(0.3);
    for (int i = 0; i < moved.length; i += 3) {
      moved[i] = 1.2 * (cos * points[i] - sin * points[i + 1]) + 4;
      moved[i + 1] = 1.2 * (sin * points[i] + cos * points[i + 1]) - 2;
      moved[i + 2] = 1.2 * points[i + 2] + 1;
    }
    int[] chosen = IntStream.range(0, 468).filter(i -> i % 7 == 0).toArray();
    double[] fitted = Fit.fitted(points, moved, chosen);
    for (int i = 0; i < moved.length; i++) {
      assertEquals(moved[i], fitted[i], 1e-9);
    }
  }
}
