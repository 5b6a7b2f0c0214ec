package dev.likeness.model.video;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.FloatPicture;
import java.util.Arrays;

/** Frames made of pictures, without a codec in between. */
public final class DrawnFrames {
  private DrawnFrames() {}

  /** A BT.709 frame of 8 bits, 4:2:0, that shows an RGB picture {@code [h, w, 3]}. */
  public static Frame of(int ordinal, FloatPicture rgb) {
    int width = rgb.width();
    int height = rgb.height();
    FrameFormat format =
        new FrameFormat(
            width, height, PlaneLayout.YUV420, Colours.BT709, new ChromaSiting(0, 0.5f));
    byte[][] planes = new byte[3][];
    for (int plane = 0; plane < 3; plane++) {
      planes[plane] =
          new byte
              [PlaneLayout.YUV420.planeWidth(plane, width)
                  * PlaneLayout.YUV420.planeHeight(plane, height)];
      Arrays.fill(planes[plane], (byte) 128);
    }
    FloatPicture opaque = FloatPicture.blank(width, height, 1);
    Arrays.fill(opaque.data(), 1);
    Frame frame = new Frame(ordinal, ordinal, format, planes);
    frame.blend(new Area(0, 0, width, height), rgb, opaque);
    return frame;
  }

  /** The luma codes of a frame of {@link #of}, {@code [h, w]}, 0 to 255. */
  public static int[] luma(Frame frame) {
    int[] codes = new int[frame.width() * frame.height()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Byte.toUnsignedInt(frame.planes()[0][i]);
    }
    return codes;
  }
}
