package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import org.junit.jupiter.api.Test;

class ResamplerTest {
  @Test
  void theIdentityChangesNothing() {
    FloatPicture picture = ramp(17, 13);
    FloatPicture same = new Resampler(picture, Affine.IDENTITY).picture(17, 13);
    assertArrayEquals(picture.data(), same.data(), 1e-6f);
  }

  @Test
  void aRampStaysARampWhenItIsTurnedAndScaled() {
    FloatPicture picture = ramp(64, 64);
    for (double scale : new double[] {0.3, 0.9, 2.7}) {
      Affine map =
          Affine.translation(-32, -32)
              .then(Affine.rotation(0.4))
              .then(Affine.scaling(scale, scale))
              .then(Affine.translation(5, 5));
      FloatPicture warped = new Resampler(picture, map).picture(10, 10);
      Point place = map.inverse().apply(new Point(4.5, 6.5));
      assertEquals(place.x() / 64, warped.at(4, 6, 0), 1e-3);
      assertEquals(place.y() / 64, warped.at(4, 6, 1), 1e-3);
    }
  }

  @Test
  void fineStripesBecomeGrayInsteadOfAliasing() {
    FloatPicture stripes = FloatPicture.blank(160, 160, 3);
    for (int i = 0; i < stripes.data().length; i++) {
      stripes.data()[i] = i / 3 % 160 % 2;
    }
    FloatPicture small = new Resampler(stripes, Affine.scaling(0.23, 0.23)).picture(36, 36);
    for (int x = 3; x < 33; x++) {
      assertEquals(0.5, small.at(x, 18, 0), 0.02);
    }
  }

  @Test
  void theBorderRepeatsOutside() {
    FloatPicture picture = ramp(20, 20);
    FloatPicture beside = new Resampler(picture, Affine.translation(40, 0)).picture(20, 20);
    assertEquals(picture.at(0, 10, 0), beside.at(3, 10, 0), 1e-6);
    assertEquals(picture.at(0, 10, 1), beside.at(3, 10, 1), 1e-6);
  }

  /** Red grows to the right and green downwards, both by 1/64 a pixel. */
  private static FloatPicture ramp(int width, int height) {
    FloatPicture picture = FloatPicture.blank(width, height, 3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.data()[(y * width + x) * 3] = (x + 0.5f) / 64;
        picture.data()[(y * width + x) * 3 + 1] = (y + 0.5f) / 64;
      }
    }
    return picture;
  }
}
