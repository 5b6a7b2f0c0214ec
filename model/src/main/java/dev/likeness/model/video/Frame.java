package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One decoded, upright frame: its samples on the heap exactly as the codec gave them, 8 bits in a
 * byte or more in two, little-endian. {@link #blend} changes it; not safe for several threads.
 */
public final class Frame {
  private final int ordinal;
  private final long pts;
  private final FrameFormat format;
  private final byte[][] planes;
  private final Optional<FramePictures> pictures;

  /** A frame of no reader. */
  Frame(int ordinal, long pts, FrameFormat format, byte[][] planes) {
    this(ordinal, pts, format, planes, Optional.empty());
  }

  Frame(
      int ordinal,
      long pts,
      FrameFormat format,
      byte[][] planes,
      Optional<FramePictures> pictures) {
    this.pictures = pictures;
    this.ordinal = ordinal;
    this.pts = pts;
    this.format = format;
    this.planes = planes;
  }

  /** The place in the medium, from 0, in presentation order. */
  public int ordinal() {
    return ordinal;
  }

  /** In ticks of the medium's time base. */
  public long pts() {
    return pts;
  }

  public int width() {
    return format.width();
  }

  public int height() {
    return format.height();
  }

  public int bitDepth() {
    return format.layout().bitDepth();
  }

  /** The whole frame as RGB by swscale, with the stream's own matrix and range. */
  public Picture picture() {
    return picture(width(), height());
  }

  /** The whole frame scaled to this size, which detection looks at. */
  public Picture picture(int width, int height) {
    PictureScaler.Image to =
        new PictureScaler.Image(
            width, height, AV_PIX_FMT_RGB24, format.colours().withRange("pc").withMatrix("gbr"));
    PictureScaler.Image from =
        new PictureScaler.Image(
            width(), height(), format.layout().pixelFormat(), format.convertedColours());
    byte[] rgb =
        pictures
            .map(shared -> shared.rgb(planes, from, to))
            .orElseGet(() -> FramePictures.once(planes, from, to));
    return new Picture(width, height, rgb);
  }

  /**
   * The area as RGB float32 {@code [h, w, 3]}, converted exactly: nominally 0 to 1, a little
   * outside where the codec holds colours that no screen shows.
   */
  public FloatPicture rgb(Area area) {
    require(area);
    return new RgbSamples(format, planes).read(area);
  }

  /**
   * Lays {@code rgb} {@code [h, w, 3]} over the area with {@code alpha} {@code [h, w, 1]}, 0 to 1,
   * in the codec's own planes. Where alpha is 0 samples stay as they are, bit for bit; a chroma
   * sample moves by the mean change of the pixels it covers, so that laying a frame's own colours
   * over it changes nothing.
   */
  public void blend(Area area, FloatPicture rgb, FloatPicture alpha) {
    require(area);
    if (rgb.width() != area.width()
        || rgb.height() != area.height()
        || rgb.channels() != 3
        || alpha.width() != area.width()
        || alpha.height() != area.height()
        || alpha.channels() != 1) {
      throw new IllegalArgumentException("Colours and alpha are not of the size of " + area + ".");
    }
    new PlaneBlend(format, planes).apply(area, rgb, alpha);
  }

  private void require(Area area) {
    if (area.x() < 0
        || area.y() < 0
        || area.x() + area.width() > width()
        || area.y() + area.height() > height()) {
      throw new IllegalArgumentException(
          area + " reaches beyond the frame of " + width() + " x " + height() + ".");
    }
  }

  /** Of all samples, plane by plane and row by row, as lower-case hex. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] plane : planes) {
        digest.update(plane);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  public Frame copy() {
    byte[][] copied = new byte[planes.length][];
    for (int plane = 0; plane < planes.length; plane++) {
      copied[plane] = planes[plane].clone();
    }
    return new Frame(ordinal, pts, format, copied, pictures);
  }

  FrameFormat format() {
    return format;
  }

  /** Shared with this frame, not copied. */
  byte[][] planes() {
    return planes;
  }
}
