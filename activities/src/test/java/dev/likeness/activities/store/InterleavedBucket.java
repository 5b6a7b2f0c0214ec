package dev.likeness.activities.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A bucket that lets something else happen before each request, but not while that happens. */
final class InterleavedBucket implements Bucket {
  private final Bucket bucket;
  private final Runnable before;
  private boolean busy;

  InterleavedBucket(Bucket bucket, Runnable before) {
    this.bucket = bucket;
    this.before = before;
  }

  private Bucket next() {
    if (!busy) {
      busy = true;
      try {
        before.run();
      } finally {
        busy = false;
      }
    }
    return bucket;
  }

  @Override
  public String where() {
    return bucket.where();
  }

  @Override
  public boolean create(String name, byte[] content) {
    return next().create(name, content);
  }

  @Override
  public void put(String name, byte[] content) {
    next().put(name, content);
  }

  @Override
  public void put(String name, Path file) {
    next().put(name, file);
  }

  @Override
  public void put(String name, Content content) {
    next().put(name, content);
  }

  @Override
  public InputStream open(String name, long from) {
    return next().open(name, from);
  }

  @Override
  public byte[] range(String name, long from, int length) {
    return next().range(name, from, length);
  }

  @Override
  public Optional<Stored> stat(String name) {
    return next().stat(name);
  }

  @Override
  public List<Stored> list(String prefix) {
    return next().list(prefix);
  }

  @Override
  public void delete(String name) {
    next().delete(name);
  }

  @Override
  public List<Upload> uploads() {
    return next().uploads();
  }

  @Override
  public void abort(Upload upload) {
    next().abort(upload);
  }

  @Override
  public void close() {}
}
