package dev.likeness.model.network;

/**
 * What one side brings to one iteration, as planes in batch, channel, row, column order.
 *
 * @param input augmented faces, {@code [batch, 3, size, size]}, RGB 0 to 1
 * @param answer the same faces as they should be drawn, {@code [batch, 3, size, size]}
 * @param weight how much each pixel counts, {@code [batch, 1, size, size]}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record SideBatch(float[] input, float[] answer, float[] weight) {}
