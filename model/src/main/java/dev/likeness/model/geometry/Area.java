package dev.likeness.model.geometry;

/** A rectangle of whole pixels: columns x to x + width - 1, rows y to y + height - 1. */
public record Area(int x, int y, int width, int height) {
  public Area {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("An area of " + width + " x " + height + " is empty.");
    }
  }
}
