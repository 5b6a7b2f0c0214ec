package dev.likeness.model.video;

/** Rows of one frame's planes as sample codes in float32, which holds 16 bits exactly. */
@SuppressWarnings("ArrayRecordComponent") // a view on a frame's planes, never compared
record PlaneRows(FrameFormat format, byte[][] planes) {

  /** Codes {@code from} to {@code from + count - 1} of a row. */
  void read(int plane, int row, int from, int count, float[] out) {
    byte[] samples = planes[plane];
    int at = row * format.layout().planeWidth(plane, format.width()) + from;
    if (format.layout().bitDepth() == 8) {
      for (int i = 0; i < count; i++) {
        out[i] = samples[at + i] & 0xff;
      }
    } else {
      for (int i = 0; i < count; i++) {
        out[i] = FrameSamples.sample(samples, 2 * (at + i));
      }
    }
  }

  /** Rounds to nearest and clips to what the bits hold. */
  void write(int plane, int row, int column, float code) {
    int most = (1 << format.layout().bitDepth()) - 1;
    int value = Math.clamp(Math.round(code), 0, most);
    int at = row * format.layout().planeWidth(plane, format.width()) + column;
    if (format.layout().bitDepth() == 8) {
      planes[plane][at] = (byte) value;
    } else {
      FrameSamples.putSample(planes[plane], 2 * at, value);
    }
  }

  float read(int plane, int row, int column) {
    int at = row * format.layout().planeWidth(plane, format.width()) + column;
    return format.layout().bitDepth() == 8
        ? planes[plane][at] & 0xff
        : FrameSamples.sample(planes[plane], 2 * at);
  }
}
