package dev.likeness.model.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Named float32 tensors side by side in one piece of native memory, each starting at a multiple of
 * 64 bytes, zero at first. Whoever makes one closes it, after everything that was built on it.
 */
public final class Tensors implements AutoCloseable {
  private static final long ALIGNMENT = 64;
  private static final long SLICE = 16L << 20;
  private static final int BLOCK = 1 << 12;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment slab;
  private final SequencedMap<String, Slot> slots;

  private record Slot(List<Long> shape, long offset, long bytes) {}

  /** Allocates a tensor for each shape, by name. */
  public Tensors(SequencedMap<String, List<Long>> shapes) {
    slots = new LinkedHashMap<>();
    long offset = 0;
    for (var entry : shapes.entrySet()) {
      long bytes = bytes(entry.getValue());
      slots.put(entry.getKey(), new Slot(List.copyOf(entry.getValue()), offset, bytes));
      offset += Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }
    slab = arena.allocate(Math.max(offset, ALIGNMENT), ALIGNMENT);
  }

  /** One tensor per parameter, of its shape. */
  public static Tensors of(Collection<Parameter> parameters) {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    parameters.forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    return new Tensors(shapes);
  }

  /** Memory of its own with the same names and shapes, all zero. */
  public Tensors sameShapes() {
    return new Tensors(shapes());
  }

  SequencedMap<String, List<Long>> shapes() {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    slots.forEach((name, slot) -> shapes.put(name, slot.shape));
    return shapes;
  }

  static long bytes(List<Long> shape) {
    return Float.BYTES * shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Overwrites this with what {@code other} holds; both must have the same names and shapes. On
   * several cores, because one alone does not fill the memory bus.
   */
  public void copyFrom(Tensors other) {
    if (!slots.equals(other.slots)) {
      throw new IllegalArgumentException("These tensors have other names or shapes.");
    }
    IntStream.range(0, Math.toIntExact(Math.ceilDiv(slab.byteSize(), SLICE)))
        .parallel()
        .forEach(
            number -> {
              long from = number * SLICE;
              long bytes = Math.min(SLICE, slab.byteSize() - from);
              MemorySegment.copy(other.slab, from, slab, from, bytes);
            });
  }

  /** Sets every number to zero. */
  public void clear() {
    slab.fill((byte) 0);
  }

  /**
   * Adds {@code factor} times the numbers of {@code other}, which has the same names and shapes. On
   * all cores; each sum depends on its own two numbers alone, so that changes no bits.
   */
  public void add(Tensors other, float factor) {
    if (!slots.equals(other.slots)) {
      throw new IllegalArgumentException("These tensors have other names or shapes.");
    }
    LongStream.range(0, Math.ceilDiv(slab.byteSize(), SLICE))
        .parallel()
        .forEach(
            number -> {
              long from = number * SLICE;
              long bytes = Math.min(SLICE, slab.byteSize() - from);
              add(slab.asSlice(from, bytes), other.slab.asSlice(from, bytes), factor);
            });
  }

  private static void add(MemorySegment to, MemorySegment from, float factor) {
    float[] sums = new float[BLOCK];
    float[] more = new float[BLOCK];
    long floats = to.byteSize() / Float.BYTES;
    for (long at = 0; at < floats; at += BLOCK) {
      int length = (int) Math.min(BLOCK, floats - at);
      MemorySegment.copy(to, ValueLayout.JAVA_FLOAT, at * Float.BYTES, sums, 0, length);
      MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, at * Float.BYTES, more, 0, length);
      for (int i = 0; i < length; i++) {
        sums[i] += factor * more[i];
      }
      MemorySegment.copy(sums, 0, to, ValueLayout.JAVA_FLOAT, at * Float.BYTES, length);
    }
  }

  public SequencedSet<String> names() {
    return slots.sequencedKeySet();
  }

  public List<Long> shape(String name) {
    return slot(name).shape;
  }

  /** The memory of one tensor, valid until this is closed. */
  public MemorySegment segment(String name) {
    Slot slot = slot(name);
    return slab.asSlice(slot.offset, slot.bytes);
  }

  /** A copy of one tensor's numbers. */
  public float[] floats(String name) {
    return segment(name).toArray(ValueLayout.JAVA_FLOAT);
  }

  /** Whether every number is finite; a pass over the memory, on all cores. */
  public boolean finite() {
    long slices = Math.ceilDiv(slab.byteSize(), SLICE);
    return LongStream.range(0, slices)
        .parallel()
        .mapToObj(i -> slab.asSlice(i * SLICE, Math.min(SLICE, slab.byteSize() - i * SLICE)))
        .allMatch(Tensors::finite);
  }

  /** A number times zero is zero, unless it is infinite or none. */
  private static boolean finite(MemorySegment slice) {
    float[] sums = new float[BLOCK];
    float[] block = new float[BLOCK];
    long floats = slice.byteSize() / Float.BYTES;
    for (long at = 0; at < floats; at += BLOCK) {
      int length = (int) Math.min(BLOCK, floats - at);
      MemorySegment.copy(slice, ValueLayout.JAVA_FLOAT, at * Float.BYTES, block, 0, length);
      for (int i = 0; i < length; i++) {
        sums[i] += block[i] * 0f;
      }
    }
    for (float sum : sums) {
      if (sum != 0) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of all tensors, padding included. */
  public long bytes() {
    return slab.byteSize();
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("There is no tensor " + name + ".");
    }
    return slot;
  }

  @Override
  public void close() {
    arena.close();
  }
}
