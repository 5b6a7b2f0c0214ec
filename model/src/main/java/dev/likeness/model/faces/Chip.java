package dev.likeness.model.faces;

import dev.likeness.model.image.Picture;
import dev.likeness.model.video.StillPicture;

/**
 * A small aligned picture of a face for the descriptor network: 150 x 150 pixels that show the core
 * box and a quarter of it around, as JPEG.
 */
@SuppressWarnings("ArrayRecordComponent") // a picture file, compared by nobody
public record Chip(FaceKey key, byte[] jpeg) {
  /** Side of a chip in pixels; dlib's network was trained on it. */
  public static final int SIDE = 150;

  /** What a chip shows around the core box, in core boxes. */
  static final double PADDING = 0.25;

  /** The chip's pixels, RGB. */
  public Picture picture() {
    return StillPicture.read(jpeg);
  }
}
