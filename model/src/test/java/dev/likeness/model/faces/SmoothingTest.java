package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SmoothingTest {
  private static final double SIZE = 100;

  @Test
  void steadyMovementStaysAsItIsFromTheFirstFrameToTheLast() {
    IntFunction<Affine> steady =
        i -> core(50 + 7.0 * i, 300 - 3.0 * i, SIZE * Math.exp(0.01 * i), 0.02 * i);
    List<Affine> smoothed = Smoothing.smooth(frames(40, steady), 1.5);

    for (int i = 0; i < 40; i++) {
      assertEquals(
          0, corner(smoothed.get(i)).distance(corner(steady.apply(i))), 1e-6, "frame " + i);
    }
  }

  @Test
  void jitterShrinksToLessThanHalf() {
    var random = new Random(3);
    List<Affine> jittery =
        frames(
            200,
            i ->
                core(
                    400 + 0.5 * random.nextGaussian(),
                    300 + 0.5 * random.nextGaussian(),
                    SIZE * Math.exp(0.005 * random.nextGaussian()),
                    0.005 * random.nextGaussian()));

    List<Affine> smoothed = Smoothing.smooth(jittery, 1.5);

    assertTrue(movement(smoothed) < 0.4 * movement(jittery));
  }

  @Test
  void aSuddenStopIsFollowedWithoutLag() {
    IntFunction<Affine> stopping = i -> core(Math.min(i, 10) * 30.0, 200, SIZE, 0);
    List<Affine> smoothed = Smoothing.smooth(frames(20, stopping), 1.5);

    for (int i = 0; i < 20; i++) {
      double away = corner(smoothed.get(i)).distance(corner(stopping.apply(i)));
      assertTrue(away <= 0.03 * SIZE + 1e-6, "frame " + i + " is " + away + " pixels away");
    }
  }

  @Test
  void aTurnThroughHalfACircleIsOneTurn() {
    IntFunction<Affine> turning = i -> core(100, 100, SIZE, Math.PI - 0.1 + 0.02 * i);
    List<Affine> smoothed = Smoothing.smooth(frames(12, turning), 1.5);

    for (int i = 0; i < 12; i++) {
      assertEquals(0, corner(smoothed.get(i)).distance(corner(turning.apply(i))), 1e-6);
    }
  }

  @Test
  void playedBackwardsItIsTheSame() {
    var random = new Random(5);
    List<Affine> film =
        frames(30, i -> core(9.0 * i + random.nextGaussian(), 50, SIZE + random.nextDouble(), 0.1));

    List<Affine> forwards = Smoothing.smooth(film, 2);
    List<Affine> backwards = Smoothing.smooth(film.reversed(), 2).reversed();

    for (int i = 0; i < 30; i++) {
      assertEquals(0, corner(forwards.get(i)).distance(corner(backwards.get(i))), 1e-6);
    }
  }

  private static List<Affine> frames(int count, IntFunction<Affine> of) {
    List<Affine> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(of.apply(i));
    }
    return frames;
  }

  private static Affine core(double x, double y, double size, double angle) {
    return Affine.translation(-0.5, -0.5)
        .then(Affine.scaling(size, size))
        .then(Affine.rotation(angle))
        .then(Affine.translation(x, y))
        .inverse();
  }

  private static Point corner(Affine toCore) {
    return toCore.inverse().apply(new Point(0, 0));
  }

  private static double movement(List<Affine> frames) {
    double sum = 0;
    for (int i = 1; i < frames.size(); i++) {
      sum += corner(frames.get(i)).distance(corner(frames.get(i - 1)));
    }
    return sum;
  }
}
