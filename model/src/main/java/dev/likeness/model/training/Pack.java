package dev.likeness.model.training;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One side's faces, memory-mapped, read at random by any number of threads. Each face is an RGB
 * picture and a plane of loss weights, both 8 bit, as {@link PackShape} says.
 */
public final class Pack implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final PackShape shape;
  private final float weightScale;
  private final int faces;
  private final MemorySegment memory;

  private Pack(Path file, PackShape shape, float weightScale) throws IOException {
    this.shape = shape;
    this.weightScale = weightScale;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      faces = Math.toIntExact(channel.size() / shape.faceBytes());
      memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /**
   * Opens what {@link PackWriter} wrote.
   *
   * @param weightScale what the weights were multiplied by to fill a byte
   */
  static Pack open(Path file, PackShape shape, float weightScale) throws IOException {
    return new Pack(file, shape, weightScale);
  }

  public int faces() {
    return faces;
  }

  public PackShape shape() {
    return shape;
  }

  /** One over what a weight of 1 is in bytes. */
  float weightStep() {
    return 1 / weightScale;
  }

  /**
   * Copies a face's picture, {@code [side, side, 3]} bytes, and its weights, {@code [size, size]}.
   */
  void read(int face, byte[] picture, byte[] weights) {
    long at = (long) face * shape.faceBytes();
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, picture, 0, shape.pictureBytes());
    MemorySegment.copy(
        memory, ValueLayout.JAVA_BYTE, at + shape.pictureBytes(), weights, 0, shape.weightBytes());
  }

  @Override
  public void close() {
    arena.close();
  }
}
