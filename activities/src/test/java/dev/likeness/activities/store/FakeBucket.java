package dev.likeness.activities.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket in memory, with switches for what stores and networks do wrong. */
final class FakeBucket implements Bucket {
  /** The store ignores If-None-Match: everybody who creates wins. */
  volatile boolean letsEverybodyCreate;

  /** The next create happens, but its answer is lost, and the request repeated. */
  volatile boolean losesTheNextCreateResponse;

  /** Streams end after so many bytes of each connection. */
  volatile int cutsStreamsAfter = Integer.MAX_VALUE;

  /** Content from memory meets no answer, however often it is sent. */
  volatile boolean isAwayForContent;

  volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Instant> times = new HashMap<>();
  private final List<Upload> uploads = new ArrayList<>();

  @Override
  public String where() {
    return "memory/fake";
  }

  @Override
  public synchronized boolean create(String name, byte[] content) {
    boolean won = letsEverybodyCreate || !objects.containsKey(name);
    if (won) {
      put(name, content);
    }
    if (losesTheNextCreateResponse) {
      losesTheNextCreateResponse = false;
      return create(name, content);
    }
    return won;
  }

  @Override
  public synchronized void put(String name, byte[] content) {
    objects.put(name, content.clone());
    times.put(name, now);
  }

  @Override
  public void put(String name, Path file) {
    try {
      put(name, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void put(String name, Content content) {
    if (isAwayForContent) {
      throw new StoreException.Unreachable("Writing " + name + " failed: no answer.", null);
    }
    try (InputStream in = content.open()) {
      put(name, in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public InputStream open(String name, long from) {
    byte[] all = content(name);
    int end = (int) Math.min(all.length, from + cutsStreamsAfter);
    InputStream part = new ByteArrayInputStream(all, (int) from, end - (int) from);
    return end == all.length ? part : new SequenceInputStream(part, new BrokenStream());
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  @Override
  public byte[] range(String name, long from, int length) {
    byte[] all = content(name);
    return Arrays.copyOfRange(all, (int) from, (int) from + length);
  }

  private byte[] content(String name) {
    byte[] content = objects.get(name);
    if (content == null) {
      throw new StoreException.Missing("There is no " + name + ".", null);
    }
    return content;
  }

  @Override
  public synchronized Optional<Stored> stat(String name) {
    return Optional.ofNullable(objects.get(name)).map(content -> stored(name));
  }

  @Override
  public synchronized List<Stored> list(String prefix) {
    return objects.tailMap(prefix).keySet().stream()
        .takeWhile(name -> name.startsWith(prefix))
        .map(this::stored)
        .toList();
  }

  private Stored stored(String name) {
    return new Stored(name, content(name).length, times.getOrDefault(name, now));
  }

  @Override
  public synchronized void delete(String name) {
    objects.remove(name);
  }

  @Override
  public synchronized List<Upload> uploads() {
    return List.copyOf(uploads);
  }

  /** Begins an upload in parts that nobody goes on with. */
  synchronized void begin(String name) {
    uploads.add(new Upload(name, "id-" + uploads.size(), now));
  }

  @Override
  public synchronized void abort(Upload upload) {
    uploads.remove(upload);
  }

  @Override
  public void close() {}
}
