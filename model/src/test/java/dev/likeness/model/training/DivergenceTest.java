package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.network.Losses;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DivergenceTest {
  private static final int NEVER = -1;

  /** The first iteration at which it is found; losses of the source, the target's are calm. */
  private static int found(int iterations, long began, IntToDoubleFunction loss) {
    var history = new LossHistory();
    var divergence = new Divergence(history, began);
    for (int i = 1; i <= iterations; i++) {
      history.add(new Losses((float) loss.applyAsDouble(i), 0.2f));
      if (divergence.found()) {
        return i;
      }
    }
    return NEVER;
  }

  @Test
  void lossesThatFallInBatchesOfTheWildestNoiseAreNeverTakenForAnExplosion() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      assertEquals(
          NEVER,
          found(
              20_000,
              0,
              i -> (0.05 + 0.6 * Math.exp(-i / 700.0)) * Math.exp(0.4 * random.nextGaussian())),
          "seed " + seed);
    }
  }

  @Test
  void anExplosionIsFoundWithinTenIterations() {
    assertEquals(203, found(1_000, 0, i -> i < 200 ? 0.1 : 0.7));
    assertEquals(209, found(1_000, 0, i -> i < 200 ? 0.1 : 0.1 + 0.04 * (i - 199)));
  }

  @Test
  void aFewBadBatchesAreForgiven() {
    assertEquals(NEVER, found(1_000, 0, i -> i % 10 < 2 && i > 200 ? 1.0 : 0.1));
  }

  @Test
  void theFirstIterationsAreNotJudged() {
    assertEquals(NEVER, found(59, 0, i -> i < 40 ? 0.1 : 10));
  }

  @Test
  void whatWasReachedOnOtherFacesSaysNothing() {
    IntToDoubleFunction otherFaces = i -> i <= 100 ? 0.05 : 0.5;
    assertTrue(found(400, 0, otherFaces) > 100);
    assertEquals(NEVER, found(400, 100, otherFaces));
  }

  @Test
  void whoGoesOnFromACheckpointJudgesAsWhoWasThereFromTheBeginning() {
    var random = new SplittableRandom(3);
    var history = new LossHistory();
    var always = new Divergence(history, 0);
    for (int i = 1; i <= 300; i++) {
      double level = i < 250 ? 0.3 : 0.3 + 0.02 * (i - 250);
      float loss = (float) (level * (0.7 + 0.6 * random.nextDouble()));
      history.add(new Losses(0.2f, loss));
      assertEquals(always.found(), new Divergence(history, 0).found(), "iteration " + i);
    }
    assertTrue(always.found());
  }

  @Test
  void theSketchShowsTheCurveOnALogScale() {
    var history = new LossHistory();
    assertEquals("", LossSketch.of(history));
    for (float loss : new float[] {8, 4, 2, 1}) {
      history.add(new Losses(loss, loss));
    }
    assertEquals(
        " The loss from the first iteration to 4: █▆▃▁ (1.00 to 8.00).", LossSketch.of(history));
    for (int i = 0; i < 96; i++) {
      history.add(new Losses(1, 1));
    }
    String sketch = LossSketch.of(history);
    assertTrue(sketch.contains("to 100: ") && sketch.contains(" The last 40: "), sketch);
    assertFalse(sketch.length() > 220, sketch);
  }
}
