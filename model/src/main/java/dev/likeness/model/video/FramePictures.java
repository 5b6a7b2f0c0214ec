package dev.likeness.model.video;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes RGB pictures of one reader's frames with one swscale context, which takes longer to build
 * than to use. Frames may be looked at by any thread and after their reader is closed: who finds
 * the context taken or gone builds one of its own, with the same result.
 */
final class FramePictures implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final PictureScaler scaler = new PictureScaler();
  private boolean closed;

  byte[] rgb(byte[][] planes, PictureScaler.Image from, PictureScaler.Image to) {
    if (lock.tryLock()) {
      try {
        if (!closed) {
          return scaler.scale(planes, from, to)[0];
        }
      } finally {
        lock.unlock();
      }
    }
    return once(planes, from, to);
  }

  static byte[] once(byte[][] planes, PictureScaler.Image from, PictureScaler.Image to) {
    try (PictureScaler own = new PictureScaler()) {
      return own.scale(planes, from, to)[0];
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        scaler.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
