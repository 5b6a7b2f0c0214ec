package dev.likeness.model.training;

import dev.likeness.model.faces.CropType;

/**
 * How faces lie in a pack for a network of {@code size} pixels: squares of twice that, so that the
 * crop itself has 4/3 of the network's pixels and a margin of a quarter of the crop on each side,
 * which turning, shifting and warping draw from. Weights have half the pictures' resolution.
 */
public record PackShape(int size, CropType crop) {
  /** Side of the square over side of the crop. */
  static final double MARGIN = 1.5;

  public int pictureSide() {
    return 2 * size;
  }

  int weightSide() {
    return size;
  }

  /** Pixels of the pack's picture for one pixel of the network's. */
  double density() {
    return pictureSide() / (MARGIN * size);
  }

  int pictureBytes() {
    return 3 * pictureSide() * pictureSide();
  }

  int weightBytes() {
    return weightSide() * weightSide();
  }

  int faceBytes() {
    return pictureBytes() + weightBytes();
  }
}
