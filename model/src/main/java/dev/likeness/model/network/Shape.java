package dev.likeness.model.network;

/**
 * The size of what flows between layers, without the batch axis: {@code [channels, height, width]}.
 * A flat vector of n numbers is {@code [n, 1, 1]}.
 */
public record Shape(int channels, int height, int width) {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Nothing flows through " + channels + " x " + height + " x " + width + ".");
    }
  }

  static Shape flat(int units) {
    return new Shape(units, 1, 1);
  }

  public int elements() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }
}
