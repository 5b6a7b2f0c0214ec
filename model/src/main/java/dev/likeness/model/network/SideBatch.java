package dev.likeness.model.network;

import java.util.Arrays;

/**
 * What one side brings to one iteration, as planes in batch, channel, row, column order.
 *
 * @param input augmented faces, {@code [batch, 3, size, size]}, RGB 0 to 1
 * @param answer the same faces as they should be drawn, {@code [batch, 3, size, size]}
 * @param weight how much each pixel counts, {@code [batch, 1, size, size]}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record SideBatch(float[] input, float[] answer, float[] weight) {
  /**
   * Faces {@code from} to {@code from + faces} of the {@code batch} faces here; places beyond its
   * end are black and of no weight, so that they have neither loss nor gradient.
   */
  public SideBatch part(int from, int faces, int batch) {
    return new SideBatch(
        part(input, from, faces, batch),
        part(answer, from, faces, batch),
        part(weight, from, faces, batch));
  }

  private static float[] part(float[] planes, int from, int faces, int batch) {
    int face = planes.length / batch;
    return Arrays.copyOfRange(planes, from * face, (from + faces) * face);
  }
}
