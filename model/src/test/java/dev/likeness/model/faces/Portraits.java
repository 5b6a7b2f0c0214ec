package dev.likeness.model.faces;

import dev.likeness.model.image.Picture;
import dev.likeness.model.video.StillPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Two public-domain portraits, and what a camera might do to them. */
final class Portraits {
  private Portraits() {}

  /** Eileen Collins (NASA), 512 x 512, one face whose outer eye corners are 65 pixels apart. */
  static Picture collins() {
    return read("collins.jpg");
  }

  /** Grace Hopper (United States Navy), 512 x 600, one face twice as large. */
  static Picture hopper() {
    return read("hopper.jpg");
  }

  static Picture mirrored(Picture picture) {
    Picture result = Picture.blank(picture.width(), picture.height());
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      int x = i % picture.width();
      int to = i - x + picture.width() - 1 - x;
      System.arraycopy(picture.rgb(), 3 * i, result.rgb(), 3 * to, 3);
    }
    return result;
  }

  static Picture darkened(Picture picture, double factor) {
    Picture result = Picture.blank(picture.width(), picture.height());
    for (int i = 0; i < result.rgb().length; i++) {
      result.rgb()[i] = (byte) Math.round((picture.rgb()[i] & 255) * factor);
    }
    return result;
  }

  /** The picture with its top left corner at x, y of a grey frame. */
  static Picture placed(Picture picture, int x, int y, int width, int height) {
    Picture frame = Picture.blank(width, height);
    Arrays.fill(frame.rgb(), (byte) 90);
    paste(picture, frame, x, y);
    return frame;
  }

  static void paste(Picture picture, Picture frame, int x, int y) {
    for (int row = 0; row < picture.height(); row++) {
      System.arraycopy(
          picture.rgb(),
          3 * row * picture.width(),
          frame.rgb(),
          3 * ((y + row) * frame.width() + x),
          3 * picture.width());
    }
  }

  private static Picture read(String name) {
    try (var in = Portraits.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the test resources.");
      }
      return StillPicture.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
