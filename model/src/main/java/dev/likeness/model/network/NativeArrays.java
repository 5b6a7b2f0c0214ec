package dev.likeness.model.network;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's view of memory that somebody else owns. */
final class NativeArrays {
  private NativeArrays() {}

  /** An array in C order over {@code memory}, which must outlive it. */
  static INDArray over(MemorySegment memory, List<Long> shape) {
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    var pointer = new Borrowed(memory.address(), memory.byteSize() / Float.BYTES);
    var buffer = Nd4j.createBuffer(pointer, pointer.capacity(), DataType.FLOAT);
    return Nd4j.create(buffer, sizes, Nd4j.getStrides(sizes, 'c'), 0, 'c', DataType.FLOAT);
  }

  /**
   * Has to follow what was written to an array's memory other than by ND4J, or a GPU computes with
   * its copy of what was there before. On the CPU there is no copy.
   */
  static void written(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
  }

  /** Has to precede reading an array's memory other than by ND4J. */
  static void awaited(INDArray array) {
    Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
  }

  /** A pointer without a deallocator: freeing is the owner's part. */
  private static final class Borrowed extends FloatPointer {
    Borrowed(long address, long floats) {
      super((Pointer) null);
      this.address = address;
      this.limit = floats;
      this.capacity = floats;
    }
  }
}
