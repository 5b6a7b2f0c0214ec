package dev.likeness.activities.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The few things asked of one S3 bucket. Every call may be repeated after a failure; all fail with
 * {@link StoreException}.
 */
interface Bucket extends AutoCloseable {
  /** For sentences: which bucket, where. */
  String where();

  /**
   * Creates an object that must not exist. False when one did, which after a lost response may be
   * the caller's own: read it back.
   */
  boolean create(String name, byte[] content);

  void put(String name, byte[] content);

  void put(String name, Path file);

  /** Large content goes up in parts; opened anew for each attempt. */
  void put(String name, Content content);

  /** From a byte offset to the end. */
  InputStream open(String name, long from);

  /** All of something small. */
  default byte[] read(String name) {
    try (InputStream in = open(name, 0)) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new StoreException.Unreachable(
          "Reading " + name + " from " + where() + " broke off.", broken);
    }
  }

  /** Exactly {@code length} bytes from an offset. */
  byte[] range(String name, long from, int length);

  Optional<Stored> stat(String name);

  /** Everything whose name starts so, in the order of names. */
  List<Stored> list(String prefix);

  void delete(String name);

  /** The same bucket, asked once and not for long: for what must not hold up who asks. */
  default Bucket hasty() {
    return this;
  }

  /** Uploads in parts that were begun and have not ended, as far as the store tells. */
  List<Upload> uploads();

  /** Gives an upload up, with the parts it has; nothing happens when it ended meanwhile. */
  void abort(Upload upload);

  @Override
  void close();

  /** An object as a listing shows it; size in bytes. */
  record Stored(String name, long size, Instant modified) {}

  /** An upload in parts, of which several may be under way for one name. */
  record Upload(String name, String id, Instant begun) {}
}
