package dev.likeness.model.blending;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.video.Frame;

/** The part of a frame that a resampling needs, as RGB float32. */
record FrameWindow(Area area, FloatPicture rgb) {
  /** The pixels around a box in frame pixels; where it leaves the frame, the frame's border. */
  static FrameWindow of(Frame frame, Box box) {
    int left = Math.clamp((long) Math.floor(box.x()), 0, frame.width() - 1);
    int top = Math.clamp((long) Math.floor(box.y()), 0, frame.height() - 1);
    int right = Math.clamp((long) Math.ceil(box.x() + box.width()), left + 1, frame.width());
    int bottom = Math.clamp((long) Math.ceil(box.y() + box.height()), top + 1, frame.height());
    Area area = new Area(left, top, right - left, bottom - top);
    return new FrameWindow(area, frame.rgb(area));
  }

  /** Reads this window at places of whatever {@code frameToTarget} leads to. */
  Resampler resampler(Affine frameToTarget) {
    return new Resampler(rgb, Affine.translation(area.x(), area.y()).then(frameToTarget));
  }
}
