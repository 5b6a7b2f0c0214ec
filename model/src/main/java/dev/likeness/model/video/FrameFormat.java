package dev.likeness.model.video;

/** What all frames of one medium share: upright size, sample layout, colours, chroma siting. */
record FrameFormat(
    int width, int height, PlaneLayout layout, Colours colours, ChromaSiting siting) {
  static FrameFormat of(MediaIndex index) {
    return new FrameFormat(
        index.width(),
        index.height(),
        index.layout(),
        index.video().colours(),
        ChromaSiting.of(index));
  }

  YuvMatrix matrix() {
    return YuvMatrix.of(convertedColours().matrix(), convertedColours().full(), layout.bitDepth());
  }

  /**
   * The colours with what is unsaid filled in as players do: BT.709 from 720 lines on, else BT.601;
   * video range for YUV, full for gray and RGB.
   */
  Colours convertedColours() {
    Colours filled = colours;
    if (layout.kind() == PlaneLayout.Kind.GBR) {
      return filled.withMatrix("gbr").withRange("pc");
    }
    if (filled.matrix().equals("unknown")
        || filled.matrix().equals("reserved")
        || filled.matrix().equals("gbr")) {
      boolean highDefinition = width >= 1280 || height >= 720;
      filled = filled.withMatrix(highDefinition ? "bt709" : "smpte170m");
    }
    if (filled.range().equals("unknown")) {
      filled = filled.withRange(layout.kind() == PlaneLayout.Kind.GRAY ? "pc" : "tv");
    }
    return filled;
  }
}
