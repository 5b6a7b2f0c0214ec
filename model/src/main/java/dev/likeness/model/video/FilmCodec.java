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

  /** FFmpeg's options for a fixed quantiser, no look-ahead and nothing that depends on timing. */
  Map<String, String> settings(EncodeOptions options, int width) {
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
        settings.put("slices", "1");
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
