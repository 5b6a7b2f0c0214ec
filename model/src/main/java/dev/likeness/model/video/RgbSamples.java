package dev.likeness.model.video;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.FloatPicture;

/** Reads an area of a frame as RGB float32. */
@SuppressWarnings("ArrayRecordComponent") // a view on a frame's planes, never compared
record RgbSamples(FrameFormat format, byte[][] planes) {

  FloatPicture read(Area area) {
    FloatPicture out = FloatPicture.blank(area.width(), area.height(), 3);
    switch (format.layout().kind()) {
      case GBR -> readGbr(area, out.data());
      case GRAY -> readGray(area, out.data());
      case YUV -> readYuv(area, out.data());
    }
    return out;
  }

  private void readGbr(Area area, float[] out) {
    PlaneRows rows = new PlaneRows(format, planes);
    float most = (1 << format.layout().bitDepth()) - 1;
    float[] row = new float[area.width()];
    for (int y = 0; y < area.height(); y++) {
      for (int plane = 0; plane < 3; plane++) {
        rows.read(plane, area.y() + y, area.x(), area.width(), row);
        int at = y * area.width() * 3 + (plane + 1) % 3; // G, B, R
        for (int x = 0; x < area.width(); x++) {
          out[at + 3 * x] = row[x] / most;
        }
      }
    }
  }

  private void readGray(Area area, float[] out) {
    PlaneRows rows = new PlaneRows(format, planes);
    YuvMatrix matrix = format.matrix();
    float[] row = new float[area.width()];
    int at = 0;
    for (int y = 0; y < area.height(); y++) {
      rows.read(0, area.y() + y, area.x(), area.width(), row);
      for (int x = 0; x < area.width(); x++) {
        float luma = matrix.luma(row[x]);
        out[at++] = luma;
        out[at++] = luma;
        out[at++] = luma;
      }
    }
  }

  private void readYuv(Area area, float[] out) {
    PlaneRows rows = new PlaneRows(format, planes);
    ChromaRows chroma = new ChromaRows(format, rows);
    YuvMatrix matrix = format.matrix();
    float[] lumas = new float[area.width()];
    float[] blues = new float[area.width()];
    float[] reds = new float[area.width()];
    int at = 0;
    for (int y = 0; y < area.height(); y++) {
      rows.read(0, area.y() + y, area.x(), area.width(), lumas);
      chroma.read(1, area.y() + y, area.x(), area.width(), blues);
      chroma.read(2, area.y() + y, area.x(), area.width(), reds);
      for (int x = 0; x < area.width(); x++) {
        float luma = matrix.luma(lumas[x]);
        float red = matrix.red(luma, matrix.chroma(reds[x]));
        float blue = matrix.blue(luma, matrix.chroma(blues[x]));
        out[at++] = red;
        out[at++] = matrix.green(luma, red, blue);
        out[at++] = blue;
      }
    }
  }
}
