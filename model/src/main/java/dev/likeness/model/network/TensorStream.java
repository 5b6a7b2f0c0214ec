package dev.likeness.model.network;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;

/** Pieces of memory one after the other. */
final class TensorStream extends InputStream {
  private final Iterator<MemorySegment> rest;
  private MemorySegment piece = MemorySegment.ofArray(new byte[0]);
  private long position;

  TensorStream(List<MemorySegment> pieces) {
    rest = pieces.iterator();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    while (position == piece.byteSize()) {
      if (!rest.hasNext()) {
        return -1;
      }
      piece = rest.next();
      position = 0;
    }
    int count = (int) Math.min(length, piece.byteSize() - position);
    MemorySegment.copy(piece, position, MemorySegment.ofArray(buffer), offset, count);
    position += count;
    return count;
  }
}
