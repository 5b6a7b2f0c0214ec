package dev.likeness.model.blending;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a predicted face replaces the frame: the target's hull, eroded and feathered inwards, times
 * the crop's square with faded sides. In frame pixels, 0 to 1, and 0 everywhere outside the hull.
 */
record FaceMask(FadedPolygon hull, FadedPolygon square) {
  /** Share of the crop's side over which its sides fade, so that no cut of the crop shows. */
  private static final double SQUARE_FADE = 1.0 / 16;

  /** A harder edge than this would show steps, in frame pixels. */
  private static final double NARROWEST = 1;

  /**
   * Empty when there is hardly a pixel to cover.
   *
   * @param hull the face's convex hull in frame pixels, clockwise to the eye
   * @param cropToFrame where the crop of {@code size} pixels a side will lie
   * @param faceSize side of the core box in frame pixels, the unit of erode and feather
   */
  static Optional<FaceMask> of(
      List<Point> hull, Affine cropToFrame, int size, double faceSize, MergingSettings settings) {
    List<Point> corners =
        List.of(
            cropToFrame.apply(new Point(0, 0)),
            cropToFrame.apply(new Point(size, 0)),
            cropToFrame.apply(new Point(size, size)),
            cropToFrame.apply(new Point(0, size)));
    double fade = Math.max(NARROWEST, SQUARE_FADE * size * cropToFrame.scale());
    double feather = Math.max(NARROWEST, settings.feather() * faceSize);
    return FadedPolygon.of(new ConvexPolygon(hull), settings.erode() * faceSize, feather)
        .flatMap(
            face ->
                FadedPolygon.of(new ConvexPolygon(corners), 0, fade)
                    .map(square -> new FaceMask(face, square)));
  }

  Area bounds() {
    return hull.bounds();
  }

  float opacity(double x, double y) {
    float inside = hull.opacity(x, y);
    return inside == 0 ? 0 : inside * square.opacity(x, y);
  }

  /** The mask over an area times {@code opacity}, {@code [h, w, 1]}. */
  FloatPicture over(Area area, float opacity) {
    FloatPicture plane = FloatPicture.blank(area.width(), area.height(), 1);
    Arrays.fill(plane.data(), opacity);
    for (int y = 0; y < area.height(); y++) {
      int at = y * area.width();
      hull.multiply(area.x(), area.y() + y, plane.data(), at, area.width());
      square.multiply(area.x(), area.y() + y, plane.data(), at, area.width());
    }
    return plane;
  }
}
