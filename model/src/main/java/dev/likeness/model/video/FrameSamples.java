package dev.likeness.model.video;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Copies samples between native frames, whose rows are padded, and tight planes on the heap. */
final class FrameSamples {
  private FrameSamples() {}

  /** The visible samples of the native frame, plane by plane. */
  static byte[][] take(AVFrame frame, PlaneLayout layout) {
    byte[][] planes = new byte[layout.planes()][];
    for (int plane = 0; plane < planes.length; plane++) {
      int rowBytes = layout.planeWidth(plane, frame.width()) * layout.sampleBytes();
      int rows = layout.planeHeight(plane, frame.height());
      planes[plane] = new byte[rowBytes * rows];
      copyRows(frame, plane, planes[plane], rowBytes, rows, false);
    }
    return planes;
  }

  private static void copyRows(
      AVFrame frame, int plane, byte[] samples, int rowBytes, int rows, boolean toNative) {
    BytePointer data = frame.data(plane);
    int stride = frame.linesize(plane);
    boolean tight = stride == rowBytes;
    int step = tight ? rowBytes * rows : rowBytes;
    for (int row = 0; row < (tight ? 1 : rows); row++) {
      data.position((long) row * stride);
      if (toNative) {
        data.put(samples, row * rowBytes, step);
      } else {
        data.get(samples, row * rowBytes, step);
      }
    }
  }

  /**
   * Fills the native frame, in the codec's layout: gray gets neutral chroma, depths are shifted.
   */
  static void put(byte[][] planes, PlaneLayout layout, PlaneLayout wanted, AVFrame frame) {
    for (int plane = 0; plane < wanted.planes(); plane++) {
      int rowBytes = wanted.planeWidth(plane, frame.width()) * wanted.sampleBytes();
      int rows = wanted.planeHeight(plane, frame.height());
      byte[] samples =
          plane < planes.length
              ? rowsRepeated(
                  widened(planes[plane], layout.bitDepth(), wanted.bitDepth()), rowBytes, rows)
              : neutral(rowBytes * rows, wanted.bitDepth());
      copyRows(frame, plane, samples, rowBytes, rows, true);
    }
  }

  /** 4:4:0 becomes 4:4:4 by showing every chroma row twice; nothing else has too few rows. */
  private static byte[] rowsRepeated(byte[] samples, int rowBytes, int rows) {
    if (samples.length == rowBytes * rows) {
      return samples;
    }
    byte[] out = new byte[rowBytes * rows];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(samples, row / 2 * rowBytes, out, row * rowBytes, rowBytes);
    }
    return out;
  }

  private static byte[] neutral(int bytes, int bitDepth) {
    byte[] samples = new byte[bytes];
    if (bitDepth == 8) {
      Arrays.fill(samples, (byte) 128);
    } else {
      for (int i = 0; i < bytes; i += 2) {
        putSample(samples, i, 1 << (bitDepth - 1));
      }
    }
    return samples;
  }

  private static byte[] widened(byte[] samples, int from, int to) {
    if (from == to) {
      return samples;
    }
    byte[] out = new byte[samples.length];
    int most = (1 << to) - 1;
    for (int i = 0; i < samples.length; i += 2) {
      int value = sample(samples, i);
      int scaled =
          to > from
              ? value << (to - from)
              : Math.min(most, (value + (1 << (from - to - 1))) >> (from - to));
      putSample(out, i, scaled);
    }
    return out;
  }

  /** The 16-bit sample at this byte. */
  static int sample(byte[] samples, int at) {
    return (samples[at] & 0xff) | (samples[at + 1] & 0xff) << 8;
  }

  static void putSample(byte[] samples, int at, int value) {
    samples[at] = (byte) value;
    samples[at + 1] = (byte) (value >> 8);
  }

  /** The plane turned clockwise by 90, 180 or 270 degrees. */
  static byte[] turned(byte[] plane, int width, int height, int sampleBytes, int rotation) {
    if (rotation == 0) {
      return plane;
    }
    byte[] out = new byte[plane.length];
    int outWidth = rotation == 180 ? width : height;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to =
            switch (rotation) {
              case 90 -> x * outWidth + height - 1 - y;
              case 180 -> (height - 1 - y) * outWidth + width - 1 - x;
              default -> (width - 1 - x) * outWidth + y;
            };
        int from = y * width + x;
        for (int b = 0; b < sampleBytes; b++) {
          out[to * sampleBytes + b] = plane[from * sampleBytes + b];
        }
      }
    }
    return out;
  }
}
