package dev.likeness.model.blending;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.video.Frame;
import java.util.List;
import java.util.Optional;

/**
 * A face ready to be blended: colours {@code [h, w, 3]} and opacity {@code [h, w, 1]} over an area
 * of the frame.
 */
record FacePatch(Area area, FloatPicture rgb, FloatPicture alpha) {
  /** Empty when none of the face lies in the frame. Reads the frame, changes nothing. */
  static Optional<FacePatch> of(Frame frame, PlacedFace face, MergingSettings settings) {
    PredictedFace predicted = face.predicted();
    double zoom = 1 + settings.scale() / 100;
    Affine zooming = zoomAround(face.middle(), zoom);
    Affine cropToFrame = predicted.frameToCrop().inverse().then(zooming);
    List<Point> hull = zoom < 1 ? face.hull().stream().map(zooming::apply).toList() : face.hull();
    return FaceMask.of(hull, cropToFrame, predicted.size(), face.faceSize(), settings)
        .flatMap(
            mask ->
                clip(mask.bounds(), frame)
                    .map(area -> paint(frame, area, predicted, cropToFrame, mask, settings)));
  }

  private static FacePatch paint(
      Frame frame,
      Area area,
      PredictedFace predicted,
      Affine cropToFrame,
      FaceMask mask,
      MergingSettings settings) {
    FloatPicture alpha = mask.over(area, (float) settings.opacity());
    FloatPicture matched = predicted.picture();
    if (settings.color() != ColorMatch.NONE) {
      FloatPicture weights = weights(frame, mask, cropToFrame, predicted.size());
      FloatPicture original = original(frame, mask, cropToFrame.inverse(), weights);
      matched = ColorTransfer.apply(settings.color(), matched, original, weights);
    }
    FloatPicture sharp = Sharpening.apply(matched, settings.sharpen());
    Affine cropToArea = cropToFrame.then(Affine.translation(-area.x(), -area.y()));
    return new FacePatch(area, warp(new Resampler(sharp, cropToArea), alpha), alpha);
  }

  /** The mask as the crop's pixels see it, 0 outside the frame. */
  private static FloatPicture weights(Frame frame, FaceMask mask, Affine cropToFrame, int size) {
    FloatPicture weights = FloatPicture.blank(size, size, 1);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        Point place = cropToFrame.apply(new Point(x + 0.5, y + 0.5));
        if (place.x() >= 0
            && place.x() <= frame.width()
            && place.y() >= 0
            && place.y() <= frame.height()) {
          weights.data()[y * size + x] = mask.opacity(place.x(), place.y());
        }
      }
    }
    return weights;
  }

  /** The target's own crop where its weight is not 0. */
  private static FloatPicture original(
      Frame frame, FaceMask mask, Affine frameToCrop, FloatPicture weights) {
    double margin = Resampler.reach(frameToCrop) + 1;
    Area bounds = mask.bounds();
    Box box =
        new Box(
            bounds.x() - margin,
            bounds.y() - margin,
            bounds.width() + 2 * margin,
            bounds.height() + 2 * margin);
    return warp(FrameWindow.of(frame, box).resampler(frameToCrop), weights);
  }

  /** Samples where {@code alpha} is not 0; elsewhere nothing will look. */
  private static FloatPicture warp(Resampler resampler, FloatPicture alpha) {
    int width = alpha.width();
    FloatPicture rgb = FloatPicture.blank(width, alpha.height(), 3);
    for (int y = 0; y < alpha.height(); y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        if (alpha.data()[at] > 0) {
          resampler.sample(x + 0.5, y + 0.5, rgb.data(), 3 * at);
        }
      }
    }
    return rgb;
  }

  /** The part inside the frame. */
  private static Optional<Area> clip(Area area, Frame frame) {
    int left = Math.max(0, area.x());
    int top = Math.max(0, area.y());
    int right = Math.min(frame.width(), area.x() + area.width());
    int bottom = Math.min(frame.height(), area.y() + area.height());
    return left < right && top < bottom
        ? Optional.of(new Area(left, top, right - left, bottom - top))
        : Optional.empty();
  }

  private static Affine zoomAround(Point middle, double zoom) {
    return Affine.translation(-middle.x(), -middle.y())
        .then(Affine.scaling(zoom, zoom))
        .then(Affine.translation(middle.x(), middle.y()));
  }
}
