package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * How a frame's samples lie: one plane (gray) or three (Y, U, V or G, B, R), chroma planes smaller
 * by powers of two, 8 to 16 bits; samples of more than 8 bits take two bytes, little-endian.
 */
record PlaneLayout(Kind kind, int shiftX, int shiftY, int bitDepth) {
  enum Kind {
    GRAY,
    YUV,
    GBR
  }

  PlaneLayout {
    boolean subsampled = shiftX != 0 || shiftY != 0;
    if (shiftX < 0 || shiftX > 1 || shiftY < 0 || shiftY > 1 || (subsampled && kind != Kind.YUV)) {
      throw new IllegalArgumentException(kind + " planes are not subsampled like this.");
    }
    if (bitDepth < 8 || bitDepth > 16) {
      throw new IllegalArgumentException("Samples of " + bitDepth + " bits are not supported.");
    }
  }

  static final PlaneLayout YUV420 = new PlaneLayout(Kind.YUV, 1, 1, 8);

  /**
   * The layout frames of this pixel format are kept in: planar YUV and gray as they are, everything
   * with RGB samples as GBR planes, the rest in the nearest planar YUV that loses nothing.
   */
  static PlaneLayout of(int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    int depth = Math.clamp(format.comp(0).depth(), 8, 16);
    long flags = format.flags();
    if ((flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0) {
      for (int component = 1; component < format.nb_components(); component++) {
        depth = Math.max(depth, format.comp(component).depth());
      }
      return new PlaneLayout(Kind.GBR, 0, 0, gbrDepth(depth));
    }
    if (format.nb_components() < 3) {
      return new PlaneLayout(Kind.GRAY, 0, 0, depth == 11 || depth == 13 ? depth + 1 : depth);
    }
    int x = format.log2_chroma_w();
    int y = format.log2_chroma_h();
    return x > 1 || y > 1
        ? new PlaneLayout(Kind.YUV, 0, 0, depth)
        : new PlaneLayout(Kind.YUV, x, y, depth);
  }

  static boolean readable(int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    if (format == null || format.isNull()) {
      return false;
    }
    long flags = format.flags();
    return (flags & AV_PIX_FMT_FLAG_HWACCEL) == 0
        && ((flags & AV_PIX_FMT_FLAG_BITSTREAM) == 0 || format.nb_components() == 1)
        && format.comp(0).depth() <= 16;
  }

  private static int gbrDepth(int depth) {
    return switch (depth) {
      case 8, 9, 10, 12, 14, 16 -> depth;
      default -> depth < 12 ? 12 : 16;
    };
  }

  /** This layout after a turn by 90 or 270 degrees: 4:2:2 becomes 4:4:0. */
  PlaneLayout turned(int rotation) {
    return rotation % 180 == 0 ? this : new PlaneLayout(kind, shiftY, shiftX, bitDepth);
  }

  int planes() {
    return kind == Kind.GRAY ? 1 : 3;
  }

  int sampleBytes() {
    return bitDepth > 8 ? 2 : 1;
  }

  int planeWidth(int plane, int width) {
    return plane == 0 ? width : (width + (1 << shiftX) - 1) >> shiftX;
  }

  int planeHeight(int plane, int height) {
    return plane == 0 ? height : (height + (1 << shiftY) - 1) >> shiftY;
  }

  /** The number of FFmpeg's pixel format with this layout. */
  int pixelFormat() {
    String name =
        switch (kind) {
          case GRAY -> "gray";
          case GBR -> "gbrp";
          case YUV -> "yuv4" + (shiftX == 0 ? "4" : "2") + chromaDigit() + "p";
        };
    String suffix = bitDepth == 8 ? "" : bitDepth + "le";
    return av_get_pix_fmt(name + suffix);
  }

  private String chromaDigit() {
    if (shiftX == 0) {
      return shiftY == 0 ? "4" : "0";
    }
    return shiftY == 0 ? "2" : "0";
  }
}
