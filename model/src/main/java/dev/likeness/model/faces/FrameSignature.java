package dev.likeness.model.faces;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.likeness.model.image.Picture;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a frame looks like in 224 bytes, to tell scene cuts from movement: the mean RGB of 8 x 8
 * cells, then a histogram of luma in 32 steps, each the root of its share in 0 to 255. As JSON:
 * base64.
 */
public final class FrameSignature {
  private static final int CELLS = 8;
  private static final int BINS = 32;
  private static final int SIZE = 3 * CELLS * CELLS + BINS;

  private final byte[] bytes;

  private FrameSignature(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("A signature has " + SIZE + " bytes.");
    }
    this.bytes = bytes;
  }

  /** The signature of a frame, given it or a smaller picture of it. */
  public static FrameSignature of(Picture frame) {
    long[] sums = new long[3 * CELLS * CELLS];
    int[] counts = new int[CELLS * CELLS];
    int[] lumas = new int[BINS];
    for (int y = 0; y < frame.height(); y++) {
      int row = y * CELLS / frame.height() * CELLS;
      for (int x = 0; x < frame.width(); x++) {
        int cell = row + x * CELLS / frame.width();
        int at = 3 * (y * frame.width() + x);
        int red = frame.rgb()[at] & 255;
        int green = frame.rgb()[at + 1] & 255;
        int blue = frame.rgb()[at + 2] & 255;
        sums[3 * cell] += red;
        sums[3 * cell + 1] += green;
        sums[3 * cell + 2] += blue;
        counts[cell]++;
        lumas[(54 * red + 183 * green + 19 * blue) / 256 * BINS / 256]++;
      }
    }
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < sums.length; i++) {
      bytes[i] = (byte) (counts[i / 3] == 0 ? 0 : sums[i] / counts[i / 3]);
    }
    double pixels = (double) frame.width() * frame.height();
    for (int i = 0; i < BINS; i++) {
      bytes[sums.length + i] = (byte) Math.round(255 * Math.sqrt(lumas[i] / pixels));
    }
    return new FrameSignature(bytes);
  }

  @JsonCreator
  static FrameSignature parse(String base64) {
    return new FrameSignature(Base64.getDecoder().decode(base64));
  }

  @JsonValue
  String text() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * How different two frames look, 0 (same) to about 1: the mean of the cells' mean difference and
   * the histograms' Hellinger distance.
   */
  public double distance(FrameSignature other) {
    double cells = 0;
    for (int i = 0; i < 3 * CELLS * CELLS; i++) {
      cells += Math.abs((bytes[i] & 255) - (other.bytes[i] & 255));
    }
    double squares = 0;
    for (int i = 3 * CELLS * CELLS; i < SIZE; i++) {
      double difference = ((bytes[i] & 255) - (other.bytes[i] & 255)) / 255.0;
      squares += difference * difference;
    }
    return (cells / (3 * CELLS * CELLS * 255) + Math.sqrt(squares / 2)) / 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameSignature that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
