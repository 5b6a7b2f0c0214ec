package dev.likeness.model.video;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.FloatPicture;

/**
 * Composites RGB over a frame's planes. Luma (and G, B, R, gray) becomes old + alpha (new - old).
 * Subsampled chroma becomes old + mean over the covered pixels of alpha (new - old interpolated
 * there): compositing at full resolution, with only the change taken down to the chroma grid.
 */
final class PlaneBlend {
  private final FrameFormat format;
  private final PlaneRows rows;
  private final YuvMatrix matrix;

  PlaneBlend(FrameFormat format, byte[][] planes) {
    this.format = format;
    this.rows = new PlaneRows(format, planes);
    this.matrix = format.matrix();
  }

  void apply(Area area, FloatPicture rgb, FloatPicture alpha) {
    switch (format.layout().kind()) {
      case GBR -> blendGbr(area, rgb.data(), alpha.data());
      case GRAY -> blendLuma(area, rgb.data(), alpha.data());
      case YUV -> {
        // Chroma first: what is interpolated from the old planes must be the old planes.
        ChromaChange change = new ChromaChange(area);
        change.gather(rgb.data(), alpha.data());
        change.add();
        blendLuma(area, rgb.data(), alpha.data());
      }
    }
  }

  private void blendGbr(Area area, float[] rgb, float[] alpha) {
    float most = (1 << format.layout().bitDepth()) - 1;
    for (int y = 0; y < area.height(); y++) {
      for (int x = 0; x < area.width(); x++) {
        int at = y * area.width() + x;
        for (int plane = 0; plane < 3 && alpha[at] > 0; plane++) {
          float old = rows.read(plane, area.y() + y, area.x() + x);
          float code = rgb[3 * at + (plane + 1) % 3] * most;
          rows.write(plane, area.y() + y, area.x() + x, old + alpha[at] * (code - old));
        }
      }
    }
  }

  private void blendLuma(Area area, float[] rgb, float[] alpha) {
    for (int y = 0; y < area.height(); y++) {
      for (int x = 0; x < area.width(); x++) {
        int at = y * area.width() + x;
        if (alpha[at] > 0) {
          float old = rows.read(0, area.y() + y, area.x() + x);
          float luma = matrix.lumaOf(rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2]);
          float code = matrix.lumaCode(luma);
          rows.write(0, area.y() + y, area.x() + x, old + alpha[at] * (code - old));
        }
      }
    }
  }

  /** Sums over the pixels that each chroma sample under the area covers. */
  private final class ChromaChange {
    private final Area area;
    private final int shiftX = format.layout().shiftX();
    private final int shiftY = format.layout().shiftY();
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] blue;
    private final float[] red;
    private final boolean[] touched;

    ChromaChange(Area area) {
      this.area = area;
      left = area.x() >> shiftX;
      top = area.y() >> shiftY;
      width = ((area.x() + area.width() - 1) >> shiftX) - left + 1;
      height = ((area.y() + area.height() - 1) >> shiftY) - top + 1;
      blue = new float[width * height];
      red = new float[width * height];
      touched = new boolean[width * height];
    }

    void gather(float[] rgb, float[] alpha) {
      ChromaRows chroma = new ChromaRows(format, rows);
      float[] oldBlue = new float[area.width()];
      float[] oldRed = new float[area.width()];
      for (int y = 0; y < area.height(); y++) {
        chroma.read(1, area.y() + y, area.x(), area.width(), oldBlue);
        chroma.read(2, area.y() + y, area.x(), area.width(), oldRed);
        int row = (((area.y() + y) >> shiftY) - top) * width - left;
        for (int x = 0; x < area.width(); x++) {
          int at = y * area.width() + x;
          if (alpha[at] > 0) {
            float luma = matrix.lumaOf(rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2]);
            int to = row + ((area.x() + x) >> shiftX);
            float newBlue = matrix.blueChroma(luma, rgb[3 * at + 2]);
            float newRed = matrix.redChroma(luma, rgb[3 * at]);
            blue[to] += alpha[at] * (newBlue - matrix.chroma(oldBlue[x]));
            red[to] += alpha[at] * (newRed - matrix.chroma(oldRed[x]));
            touched[to] = true;
          }
        }
      }
    }

    void add() {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int at = y * width + x;
          if (touched[at]) {
            float step = matrix.chromaSpan() / covered(left + x, top + y);
            move(1, left + x, top + y, blue[at] * step);
            move(2, left + x, top + y, red[at] * step);
          }
        }
      }
    }

    private void move(int plane, int x, int y, float change) {
      rows.write(plane, y, x, rows.read(plane, y, x) + change);
    }

    /** Fewer at the right and lower edge of an odd size. */
    private int covered(int x, int y) {
      int columns = Math.min(1 << shiftX, format.width() - (x << shiftX));
      int lines = Math.min(1 << shiftY, format.height() - (y << shiftY));
      return columns * lines;
    }
  }
}
