package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.image.Picture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceSamplerTest {
  private static final int SIZE = 64;
  private static final int AREA = SIZE * SIZE;
  private static final double[] STRAIGHT = new double[50];

  @TempDir Path folder;

  private final float[] input = new float[3 * AREA];
  private final float[] answer = new float[3 * AREA];
  private final float[] weight = new float[AREA];

  @Test
  void anUnvariedFaceIsTheCropOfThePicture() throws Exception {
    sample(Variation.none());
    assertArrayEquals(answer, input, 1e-6f);
    // The crop is 1.5966 core boxes of 90 px, in the middle of a picture whose red is 3 x / 4 in
    // steps.
    double crop = 1.5966 * 90;
    for (int x = 2; x < SIZE - 2; x++) {
      double inPicture = 100 - crop / 2 + (x + 0.5) * crop / SIZE;
      assertEquals(0.75 * (inPicture - 0.5) / 255, answer[20 * SIZE + x], 0.004, "column " + x);
    }
  }

  @Test
  void flippingMirrorsAnswerAndWeightsAlike() throws Exception {
    sample(Variation.none());
    float[] plain = answer.clone();
    float[] plainWeight = weight.clone();
    sample(new Variation(0, 1, 0, 0, true, STRAIGHT, 0, 0, 0, 0));
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        assertEquals(plain[y * SIZE + SIZE - 1 - x], answer[y * SIZE + x], 1e-5f);
        assertEquals(plainWeight[y * SIZE + SIZE - 1 - x], weight[y * SIZE + x], 1e-4f);
      }
    }
  }

  @Test
  void aShiftMovesThePictureByItsShareOfTheCrop() throws Exception {
    sample(Variation.none());
    float[] plain = answer.clone();
    sample(new Variation(0, 1, 4.0 / SIZE, 0, false, STRAIGHT, 0, 0, 0, 0));
    for (int x = 8; x < SIZE - 8; x++) {
      assertEquals(plain[30 * SIZE + x - 4], answer[30 * SIZE + x], 1e-3f);
    }
  }

  @Test
  void warpingBendsTheInputAndLeavesTheAnswer() throws Exception {
    sample(Variation.none());
    float[] plain = answer.clone();
    double[] warp = new double[50];
    for (int i = 0; i < 50; i += 2) {
      warp[i] = 3.0 / SIZE;
    }
    sample(new Variation(0, 1, 0, 0, false, warp, 0, 0, 0, 0));
    assertArrayEquals(plain, answer);
    for (int x = 8; x < SIZE - 8; x++) {
      assertEquals(plain[30 * SIZE + x + 3], input[30 * SIZE + x], 1e-3f);
    }
  }

  @Test
  void weightsAreHighestAtEyesOrMouthAndNeverZero() throws Exception {
    sample(Variation.none());
    float least = Float.MAX_VALUE;
    float most = 0;
    for (float w : weight) {
      least = Math.min(least, w);
      most = Math.max(most, w);
    }
    assertTrue(least > 0.05 && least < 0.15, "outside " + least);
    assertTrue(most > 2.9 && most <= 4.001, "eyes or mouth " + most);
  }

  @Test
  void recolouringByNothingKeepsTheColours() throws Exception {
    sample(Variation.none());
    float[] plain = answer.clone();
    new Recolouring(SIZE)
        .apply(new Variation(0, 1, 0, 0, false, STRAIGHT, 1e-9, 0, 0, 0), answer, input, 0);
    assertArrayEquals(plain, answer, 0.003f);
  }

  @Test
  void recolouringChangesInputAndAnswerAlike() throws Exception {
    sample(new Variation(0.1, 1, 0, 0, false, STRAIGHT, 0.2, 8, -8, 4));
    assertArrayEquals(answer, input, 1e-5f);
    float[] plain = new float[3 * AREA];
    try (Pack pack = pack("again")) {
      new FaceSampler(pack)
          .sample(
              0, new Variation(0.1, 1, 0, 0, false, STRAIGHT, 0, 0, 0, 0), 0, input, plain, weight);
    }
    double change = 0;
    for (int i = 0; i < plain.length; i++) {
      assertTrue(answer[i] >= 0 && answer[i] <= 1);
      change += Math.abs(plain[i] - answer[i]) / plain.length;
    }
    assertTrue(change > 0.05, "changed by " + change);
  }

  private void sample(Variation variation) throws Exception {
    try (Pack pack = pack("pack" + System.nanoTime())) {
      new FaceSampler(pack).sample(0, variation, 0, input, answer, weight);
    }
  }

  private Pack pack(String name) throws Exception {
    return DrawnPack.write(folder.resolve(name), 1, _ -> ramp());
  }

  private static Picture ramp() {
    Picture picture = Picture.blank(DrawnPack.PICTURE, DrawnPack.PICTURE);
    for (int i = 0; i < picture.rgb().length; i += 3) {
      picture.rgb()[i] = (byte) (i / 3 % DrawnPack.PICTURE * 3 / 4);
      picture.rgb()[i + 1] = (byte) (i / 3 / DrawnPack.PICTURE / 2 + 60);
      picture.rgb()[i + 2] = (byte) 128;
    }
    return picture;
  }
}
