package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import java.util.Locale;

/**
 * How much of the head a crop shows, as the side of the crop in core boxes. Figures of
 * DeepFaceLab's face types and faceswap's centrings.
 */
public enum CropType {
  HALF(1.0, 0),
  MID(1.1909, 0),
  FULL(1.5966, 0),
  WHOLE(2.1314, -0.07),
  HEAD(2.9799, -0.5);

  private final double side;
  private final double up;

  CropType(double side, double up) {
    this.side = side;
    this.up = up;
  }

  /** Side of the crop in core boxes. */
  public double side() {
    return side;
  }

  /**
   * The default for a network of this size in pixels: {@code FULL} below 128, else {@code WHOLE}.
   */
  public static CropType forNetwork(int pixels) {
    return pixels < 128 ? FULL : WHOLE;
  }

  /**
   * The map from the core box (the unit square) to a crop of {@code pixels} a side.
   *
   * @param yaw the head's yaw in degrees, which moves the head crop sideways
   */
  public Affine fromCore(double yaw, double pixels) {
    // A face that turns to the right has the rest of its head on the left.
    double sideways = this == HEAD ? -shift(yaw) : 0;
    double x = 0.5 + sideways - side / 2;
    double y = 0.5 + up - side / 2;
    return Affine.translation(-x, -y).then(Affine.scaling(pixels / side, pixels / side));
  }

  private static double shift(double yaw) {
    double radians = Math.toRadians(yaw);
    return radians * Math.abs(Math.tanh(2 * radians)) / 2;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
