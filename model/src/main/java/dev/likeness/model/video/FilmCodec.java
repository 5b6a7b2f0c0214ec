package dev.likeness.model.video;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which of the LGPL encoders writes a film: OpenH264 where it can hold the picture, VP9 for other
 * 8-bit pictures, AV1 for deeper ones (the bundled VP9 has 8 bits only).
 */
enum FilmCodec {
  H264("libopenh264"),
  VP9("libvpx-vp9"),
  AV1("libaom-av1");

  private static final int MOST_OPENH264_THREADS = 4;

  private final String encoder;

  FilmCodec(String encoder) {
    this.encoder = encoder;
  }

  String encoder() {
    return encoder;
  }

  static FilmCodec of(PlaneLayout layout, int width, int height) {
    if (layout.bitDepth() > 8) {
      return AV1;
    }
    boolean fitsOpenH264 =
        layout.equals(PlaneLayout.YUV420)
            && width % 2 == 0
            && height % 2 == 0
            && width >= 16
            && height >= 16
            && width <= 3840
            && height <= 2160;
    return fitsOpenH264 ? H264 : VP9;
  }

  /** The layout nearest to this one that the encoder takes without losing samples. */
  PlaneLayout encoded(PlaneLayout layout) {
    int depth = layout.bitDepth() == 8 ? 8 : layout.bitDepth() <= 10 ? 10 : 12;
    return switch (layout.kind()) {
      case GRAY -> new PlaneLayout(PlaneLayout.Kind.YUV, 1, 1, depth);
      case GBR -> new PlaneLayout(PlaneLayout.Kind.GBR, 0, 0, depth);
      case YUV -> {
        boolean tall = layout.shiftX() == 0 && layout.shiftY() == 1;
        yield tall // 4:4:0: AV1 does not have it, and MP4 cannot say that VP9 does
            ? new PlaneLayout(PlaneLayout.Kind.YUV, 0, 0, depth)
            : new PlaneLayout(PlaneLayout.Kind.YUV, layout.shiftX(), layout.shiftY(), depth);
      }
    };
  }

  /** How many threads encode one picture. */
  int threads(EncodeOptions options, int height) {
    return this == H264 ? Math.max(1, slices(options.threads(), height) / 2) : options.threads();
  }

  /**
   * As soon as it has a thread for every slice, OpenH264 moves their borders by the time each of
   * them took, and no two films are alike. With twice as many slices as threads the borders stay; a
   * picture that cannot be cut evenly is one slice.
   */
  private static int slices(int threads, int height) {
    int slices = 2 * Math.min(threads, MOST_OPENH264_THREADS);
    int rows = (height + 15) / 16;
    while (slices > 2 && !(cutsEvenly(rows, slices, 2) && cutsEvenly(rows, slices, 4))) {
      slices -= 2;
    }
    return slices > 2 ? slices : 1;
  }

  /**
   * OpenH264 gives every slice room for twice the average, cuts at every second or fourth row of
   * blocks (by the width) and leaves to the last slice what the others are short of.
   */
  private static boolean cutsEvenly(int rows, int slices, int group) {
    double average = (double) rows / slices;
    long each = Math.round(average / group) * group;
    long last = rows - (slices - 1) * each;
    return last >= group && Math.max(each, last) <= 1.4 * average;
  }

  /** FFmpeg's options for a fixed quantiser, no look-ahead and nothing that depends on timing. */
  Map<String, String> settings(EncodeOptions options, int width, int height) {
    Map<String, String> settings = new TreeMap<>();
    // 0 to 63 walks VP9's and AV1's steps; at 0.4 of H.264's scale the steps are of one size.
    long step = Math.clamp(Math.round(options.quantiser() * 0.4), 1, 63);
    String quantiser = Long.toString(this == H264 ? options.quantiser() : step);
    settings.put("qmin", quantiser);
    settings.put("qmax", quantiser);
    switch (this) {
      case H264 -> {
        settings.put("rc_mode", "quality");
        settings.put("b", "200000000");
        settings.put("allow_skip_frames", "0");
        settings.put("coder", "cabac");
        settings.put("slices", Integer.toString(slices(options.threads(), height)));
      }
      case VP9, AV1 -> {
        settings.put("crf", quantiser);
        settings.put("b", "0");
        settings.put("lag-in-frames", "0");
        settings.put("auto-alt-ref", "0");
        settings.put("row-mt", "0");
        settings.put("tile-columns", width >= 512 ? "1" : "0");
        settings.put("cpu-used", this == VP9 ? "5" : "8");
        settings.put(this == VP9 ? "deadline" : "usage", this == VP9 ? "good" : "realtime");
      }
    }
    return settings;
  }
}
