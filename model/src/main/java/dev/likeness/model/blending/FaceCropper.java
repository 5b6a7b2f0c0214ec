package dev.likeness.model.blending;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.Frame;

/**
 * Cuts the square that a network sees straight from the pixels: one resampling, alias-free when it
 * shrinks, cubic when it enlarges, the border repeated outside. Results are {@code [size, size,
 * 3]}, RGB 0 to 1.
 */
public final class FaceCropper {
  private FaceCropper() {}

  /** Cuts from a frame; only the part that the crop needs is converted. */
  public static FloatPicture crop(Frame frame, Affine frameToCrop, int size) {
    Affine toFrame = frameToCrop.inverse();
    Box box = around(toFrame, size, Resampler.reach(frameToCrop) + 1);
    return FrameWindow.of(frame, box).resampler(frameToCrop).picture(size, size);
  }

  /** Cuts from a whole picture, such as one of a faceset. */
  public static FloatPicture crop(Picture picture, Affine pictureToCrop, int size) {
    FloatPicture samples = FloatPicture.blank(picture.width(), picture.height(), 3);
    for (int i = 0; i < picture.rgb().length; i++) {
      samples.data()[i] = Byte.toUnsignedInt(picture.rgb()[i]) / 255f;
    }
    return new Resampler(samples, pictureToCrop).picture(size, size);
  }

  private static Box around(Affine cropToFrame, int size, double margin) {
    Point middle = cropToFrame.apply(new Point(size / 2.0, size / 2.0));
    double halfWidth = (Math.abs(cropToFrame.a()) + Math.abs(cropToFrame.b())) * size / 2 + margin;
    double halfHeight = (Math.abs(cropToFrame.d()) + Math.abs(cropToFrame.e())) * size / 2 + margin;
    return new Box(middle.x() - halfWidth, middle.y() - halfHeight, 2 * halfWidth, 2 * halfHeight);
  }
}
