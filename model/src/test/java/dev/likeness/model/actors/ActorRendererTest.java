package dev.likeness.model.actors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.faces.Pose;
import dev.likeness.model.image.Picture;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ActorRendererTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  private final Actor source = Actor.source(3);
  private final Actor target = Actor.target(3);

  @Test
  void rendersTheSameBytesFromTheSameSeedOnEveryMachine() throws Exception {
    var moment = new Performance(8).at(1.4);
    var first = ActorRenderer.of(source, WIDTH, HEIGHT).render(moment);
    var second = ActorRenderer.of(Actor.source(3), WIDTH, HEIGHT).render(moment);
    assertArrayEquals(first.picture().rgb(), second.picture().rgb());
    var digest = MessageDigest.getInstance("SHA-256").digest(first.picture().rgb());
    assertEquals(
        "894f0646f13b8ab12b04c600ad418b688390c6aabeb156939a216161f6a82c82",
        HexFormat.of().formatHex(digest));
  }

  @Test
  void rendersAnotherSkinFromAnotherSeed() {
    var moment = new Performance(8).at(1.4);
    var first = ActorRenderer.of(source, WIDTH, HEIGHT).render(moment);
    var second = ActorRenderer.of(Actor.source(4), WIDTH, HEIGHT).render(moment);
    assertFalse(Arrays.equals(first.picture().rgb(), second.picture().rgb()));
  }

  @Test
  void answerEqualsTheTargetOutsideTheTwoFacesAndDiffersInside() {
    var performance = new Performance(9);
    var before = ActorRenderer.of(target, WIDTH, HEIGHT);
    var after = ActorRenderer.answer(source, target, WIDTH, HEIGHT);
    for (double time = 0.3; time < 9; time += 1.7) {
      var moment = performance.at(time);
      var a = before.render(moment);
      var b = after.render(moment);
      int inside = 0;
      long difference = 0;
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        int change = change(a.picture(), b.picture(), i);
        if (a.face().data()[i] == 0 && b.face().data()[i] == 0) {
          assertEquals(0, change, "pixel " + i + " at " + time);
        } else {
          inside++;
          difference += change;
        }
      }
      assertTrue(inside > 1500, "faces cover " + inside);
      assertTrue(difference > 20L * inside, "mean change " + (double) difference / inside);
    }
  }

  @Test
  void anActorsOwnFaceIsTheAnswerToSwappingThemWithThemselves() {
    var moment = new Performance(9).at(2);
    var own = ActorRenderer.of(target, WIDTH, HEIGHT).render(moment);
    var swapped = ActorRenderer.answer(Actor.target(3), target, WIDTH, HEIGHT).render(moment);
    long difference = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      difference += change(own.picture(), swapped.picture(), i);
    }
    assertTrue(difference < 50, "sum of differences " + difference);
  }

  @Test
  void aTurnedFaceLooksToThePicturesRight() {
    var renderer = ActorRenderer.of(source, WIDTH, HEIGHT);
    assertTrue(faceCentre(renderer, 35) > faceCentre(renderer, 0) + 5);
    assertTrue(faceCentre(renderer, -35) < faceCentre(renderer, 0) - 5);
  }

  private static double faceCentre(ActorRenderer renderer, double yaw) {
    var light = new Light(0, 30, 1, 0, 0.3);
    var moment = new Moment(new Pose(yaw, 0, 0), 0, 0, 0, 0, 0, 0, 0, light, 0.5, 0.475, 10.3);
    var face = renderer.render(moment).face();
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < face.data().length; i++) {
      sum += face.data()[i] * (i % WIDTH);
      weight += face.data()[i];
    }
    return sum / weight;
  }

  private static int change(Picture a, Picture b, int pixel) {
    int change = 0;
    for (int at = 3 * pixel; at < 3 * pixel + 3; at++) {
      change += Math.abs((a.rgb()[at] & 255) - (b.rgb()[at] & 255));
    }
    return change;
  }
}
