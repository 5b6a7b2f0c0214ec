package dev.likeness.activities.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object by ranged GETs, ahead of a reader that goes forward and little for one that
 * jumps. Keeps four windows, as players interleave a few places of a file. For one thread at a
 * time; the digest of parts is not checked.
 */
final class RangedChannel implements SeekableByteChannel {
  private static final int SMALLEST = 256 << 10;
  private static final int LARGEST = 4 << 20;
  private static final int WINDOWS = 4;

  private final Bucket bucket;
  private final String object;
  private final long size;
  private final Deque<Window> windows = new ArrayDeque<>();
  private @Nullable Ahead ahead;
  private long position;
  private boolean open = true;

  RangedChannel(Bucket bucket, String object, long size) {
    this.bucket = bucket;
    this.object = object;
    this.size = size;
  }

  private record Window(long start, ByteBuffer bytes) {
    long end() {
      return start + bytes.limit();
    }

    boolean holds(long offset) {
      return offset >= start && offset < end();
    }
  }

  /** A window on its way. */
  private record Ahead(long start, int length, FutureTask<byte[]> bytes) {}

  @Override
  public int read(ByteBuffer into) throws IOException {
    requireOpen();
    if (position >= size) {
      return -1;
    }
    if (!into.hasRemaining()) {
      return 0;
    }
    Window window = window();
    int offset = (int) (position - window.start());
    int count = Math.min(into.remaining(), window.bytes().limit() - offset);
    into.put(window.bytes().slice(offset, count));
    position += count;
    return count;
  }

  private Window window() throws IOException {
    for (Iterator<Window> kept = windows.iterator(); kept.hasNext(); ) {
      Window window = kept.next();
      if (window.holds(position)) {
        kept.remove();
        windows.addFirst(window);
        return window;
      }
    }
    int length = lengthFrom(position);
    Window window = arriving().orElseGet(() -> fetch(position, length));
    windows.addFirst(window);
    if (windows.size() > WINDOWS) {
      windows.removeLast();
    }
    if (length > SMALLEST) {
      readAhead(window);
    }
    return window;
  }

  /** Twice the window that ended here, for a reader that goes on; the smallest after a jump. */
  private int lengthFrom(long offset) {
    return windows.stream()
        .filter(window -> window.end() == offset)
        .findFirst()
        .map(window -> Math.clamp(window.bytes().limit() * 2L, SMALLEST, LARGEST))
        .orElse(SMALLEST);
  }

  private Optional<Window> arriving() throws IOException {
    Ahead coming = ahead;
    if (coming == null
        || position < coming.start()
        || position >= coming.start() + coming.length()) {
      return Optional.empty();
    }
    ahead = null;
    try {
      return Optional.of(new Window(coming.start(), ByteBuffer.wrap(coming.bytes().get())));
    } catch (ExecutionException failed) {
      // The same range is asked for again, and that failure is the caller's.
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading " + object, interrupted);
    }
  }

  private Window fetch(long start, int length) {
    int count = (int) Math.min(length, size - start);
    return new Window(start, ByteBuffer.wrap(bucket.range(object, start, count)));
  }

  private void readAhead(Window window) {
    long start = window.end();
    if (start >= size) {
      return;
    }
    int length =
        (int) Math.min(Math.clamp(window.bytes().limit() * 2L, SMALLEST, LARGEST), size - start);
    FutureTask<byte[]> task = new FutureTask<>(() -> bucket.range(object, start, length));
    ahead = new Ahead(start, length, task);
    Thread.ofVirtual().name("read-ahead").start(task);
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("Position " + newPosition + " is before the start.");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return size;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    windows.clear();
    ahead = null;
  }
}
