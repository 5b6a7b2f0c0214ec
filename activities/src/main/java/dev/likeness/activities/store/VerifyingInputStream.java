package dev.likeness.activities.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A blob from start to end: goes on where a connection broke, and fails as corrupt at the end when
 * the bytes are not those of its digest. A reader that stops early has verified nothing.
 */
final class VerifyingInputStream extends InputStream {
  private static final int MAXIMUM_RESUMES = 5;

  /** So many bytes without a break, and the breaks before are forgiven: large blobs meet more. */
  private static final long FORGIVEN = 8 << 20;

  private final Bucket bucket;
  private final String object;
  private final Digest expected;
  private final long size;
  private final MessageDigest sha256 = Digest.sha256();
  private InputStream in;
  private long position;
  private int resumes;
  private long resumedAt;

  VerifyingInputStream(Bucket bucket, String object, Digest expected, long size) {
    this.bucket = bucket;
    this.object = object;
    this.expected = expected;
    this.size = size;
    this.in = bucket.open(object, 0);
    if (size == 0) {
      verify();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < size) {
      int count = tryRead(buffer, offset, (int) Math.min(length, size - position));
      if (count > 0) {
        sha256.update(buffer, offset, count);
        position += count;
        if (position == size) {
          verify();
        }
        return count;
      }
      resume();
    }
    return -1;
  }

  /** The number of bytes read, or 0 when the connection ended before the blob did. */
  private int tryRead(byte[] buffer, int offset, int length) {
    try {
      return Math.max(0, in.read(buffer, offset, length));
    } catch (IOException broken) {
      return 0;
    }
  }

  private void resume() throws IOException {
    resumes = position - resumedAt >= FORGIVEN ? 1 : resumes + 1;
    resumedAt = position;
    if (resumes > MAXIMUM_RESUMES) {
      throw new StoreException.Unreachable(
          "Reading " + object + " from " + bucket.where() + " broke off " + resumes + " times.",
          null);
    }
    in.close();
    in = bucket.open(object, position);
  }

  private void verify() {
    Digest found = Digest.of(sha256);
    if (!found.equals(expected)) {
      throw new StoreException.Corrupt(
          "Blob %s in %s holds other bytes (SHA-256 %s): delete it and run the step again."
              .formatted(expected, bucket.where(), found),
          null);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
