package dev.likeness.model.video;

/**
 * Chroma at the luma samples: bilinear between the chroma samples around, which lie where the
 * stream's siting says; beyond the edge the last sample goes on.
 */
final class ChromaRows {
  private final FrameFormat format;
  private final PlaneRows rows;
  private final float[] upper;
  private final float[] lower;

  ChromaRows(FrameFormat format, PlaneRows rows) {
    this.format = format;
    this.rows = rows;
    int width = format.layout().planeWidth(1, format.width());
    upper = new float[width];
    lower = new float[width];
  }

  /** Codes of the chroma plane (1 or 2) at luma row y, columns from x on. */
  void read(int plane, int y, int x, int count, float[] out) {
    PlaneLayout layout = format.layout();
    if (layout.shiftX() == 0 && layout.shiftY() == 0) {
      rows.read(plane, y, x, count, out);
      return;
    }
    int chromaWidth = layout.planeWidth(plane, format.width());
    mixRows(plane, y, chromaWidth);
    if (layout.shiftX() == 0) {
      System.arraycopy(upper, x, out, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      float at = (x + i - format.siting().x()) / 2;
      int left = (int) Math.floor(at);
      float weight = at - left;
      float first = upper[Math.clamp(left, 0, chromaWidth - 1)];
      float second = upper[Math.clamp(left + 1, 0, chromaWidth - 1)];
      out[i] = first + weight * (second - first);
    }
  }

  private void mixRows(int plane, int y, int chromaWidth) {
    PlaneLayout layout = format.layout();
    if (layout.shiftY() == 0) {
      rows.read(plane, y, 0, chromaWidth, upper);
      return;
    }
    int last = layout.planeHeight(plane, format.height()) - 1;
    float at = (y - format.siting().y()) / 2;
    int top = (int) Math.floor(at);
    float weight = at - top;
    rows.read(plane, Math.clamp(top, 0, last), 0, chromaWidth, upper);
    rows.read(plane, Math.clamp(top + 1, 0, last), 0, chromaWidth, lower);
    for (int i = 0; i < chromaWidth; i++) {
      upper[i] += weight * (lower[i] - upper[i]);
    }
  }
}
