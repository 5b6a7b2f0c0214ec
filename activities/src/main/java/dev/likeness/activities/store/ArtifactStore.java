package dev.likeness.activities.store;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Blobs by digest, manifests by step key, logs and progress by name, in one bucket. Safe for any
 * number of threads, processes and machines; every call may be repeated. Fails with {@link
 * StoreException}.
 */
public final class ArtifactStore implements AutoCloseable {
  /**
   * A blob this old is written again rather than trusted to stay: the collector may be about to
   * delete it. Half of the collector's shortest grace for what is no checkpoint's.
   */
  static final Duration REFRESH = Duration.ofHours(12);

  /** The same for what comes from memory, as all of a checkpoint does: that may go sooner. */
  static final Duration REFRESH_FROM_MEMORY = Duration.ofMinutes(30);

  /** A put hashes on both sides of the connection: a few together keep all cores busy. */
  private static final int PARALLEL_PUTS = 4;

  private final Bucket bucket;
  private final Bucket hasty;
  private final Answers answers;
  private final Clock clock;

  ArtifactStore(Bucket bucket, Clock clock) {
    this(bucket, clock, StoreObserver.NONE);
  }

  ArtifactStore(Bucket bucket, Clock clock, StoreObserver observer) {
    this.bucket = bucket;
    this.hasty = bucket.hasty();
    this.answers = new Answers(bucket, observer);
    this.clock = clock;
  }

  /** Opens a store for a step, which waits out troubles of a minute or so rather than fail. */
  public static ArtifactStore forStep(StoreAddress address) {
    return new ArtifactStore(new MinioBucket(address, Retries.STEP), Clock.systemUTC());
  }

  /** Opens a store; makes no request yet, and no bucket. */
  public static ArtifactStore at(StoreAddress address) {
    return new ArtifactStore(new MinioBucket(address, Retries.USUAL), Clock.systemUTC());
  }

  /** Opens a store, makes its bucket when missing, and refuses one that fails {@link #probe}. */
  public static ArtifactStore prepare(StoreAddress address) {
    return prepare(address, StoreObserver.NONE);
  }

  /** The same, with somebody who is told of every request. */
  public static ArtifactStore prepare(StoreAddress address, StoreObserver observer) {
    MinioBucket bucket = new MinioBucket(address, Retries.USUAL, observer);
    ArtifactStore store = new ArtifactStore(bucket, Clock.systemUTC(), observer);
    try {
      bucket.createIfMissing();
      store.probe();
      return store;
    } catch (StoreException unusable) {
      bucket.close();
      throw unusable;
    }
  }

  /**
   * Lets two writers race for the same object; a store that lets both win cannot hold results and
   * is refused as unsuitable.
   */
  public void probe() {
    new CreateOnceProbe(bucket).run();
  }

  /** Stores a file under its digest, unless it is there; large files go up in parts. */
  public BlobRef put(Path file) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      BlobRef blob = new BlobRef(Digest.of(file), Files.size(file));
      if (!isFresh(blob, REFRESH)) {
        bucket.put(Names.blob(blob.digest()), file);
        if (Files.size(file) != blob.size() || !Files.getLastModifiedTime(file).equals(modified)) {
          throw new StoreException.Corrupt(
              file + " changed while it was stored: leave it alone and try again.", null);
        }
      }
      return blob;
    } catch (IOException unreadable) {
      throw new StoreException.LocalFile(
          "Cannot read " + file + " to store it: " + unreadable.getMessage() + ".", unreadable);
    }
  }

  public BlobRef put(byte[] content) {
    BlobRef blob = new BlobRef(Digest.of(content), content.length);
    if (!isFresh(blob, REFRESH_FROM_MEMORY)) {
      bucket.put(Names.blob(blob.digest()), content);
    }
    return blob;
  }

  /** Stores what can be read twice: once for its digest, and to store it unless it is there. */
  public BlobRef put(Content content) {
    try (InputStream in = content.open()) {
      BlobRef blob = new BlobRef(Digest.of(in), content.size());
      if (!isFresh(blob, REFRESH_FROM_MEMORY)) {
        bucket.put(Names.blob(blob.digest()), content);
      }
      return blob;
    } catch (IOException unreadable) {
      throw new StoreException.LocalFile(
          "Cannot read what is to be stored: " + unreadable.getMessage() + ".", unreadable);
    }
  }

  /** Stores several files, a few at a time; fails with the first failure once all have ended. */
  public Map<String, BlobRef> putAll(Map<String, Path> files) {
    return sideBySide(files, this::put);
  }

  /** Stores several contents as {@link #putAll} does files. */
  public Map<String, BlobRef> putContents(Map<String, Content> contents) {
    return sideBySide(contents, this::put);
  }

  private static <T> Map<String, BlobRef> sideBySide(
      Map<String, T> things, Function<T, BlobRef> put) {
    Map<String, Future<BlobRef>> puts = new TreeMap<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(PARALLEL_PUTS, Thread.ofVirtual().name("put").factory())) {
      things.forEach((name, thing) -> puts.put(name, threads.submit(() -> put.apply(thing))));
    }
    Map<String, BlobRef> blobs = new TreeMap<>();
    puts.forEach((name, future) -> blobs.put(name, ended(future)));
    return blobs;
  }

  private static BlobRef ended(Future<BlobRef> put) {
    return switch (put.state()) {
      case SUCCESS -> put.resultNow();
      case FAILED ->
          throw put.exceptionNow() instanceof StoreException known
              ? known
              : new IllegalStateException("A file could not be stored.", put.exceptionNow());
      case CANCELLED, RUNNING -> throw new IllegalStateException("A put was given up.");
    };
  }

  private boolean isFresh(BlobRef blob, Duration limit) {
    return bucket
        .stat(Names.blob(blob.digest()))
        .filter(stored -> stored.size() == blob.size())
        .filter(stored -> stored.modified().isAfter(clock.instant().minus(limit)))
        .isPresent();
  }

  /** Whether the blob is there, with its size in bytes. */
  public Optional<BlobRef> stat(Digest digest) {
    return bucket.stat(Names.blob(digest)).map(stored -> new BlobRef(digest, stored.size()));
  }

  /**
   * The whole blob from its start; reading its last byte fails as corrupt if the digest differs.
   */
  public InputStream open(Digest digest) {
    return new VerifyingInputStream(bucket, Names.blob(digest), digest, sizeOf(digest));
  }

  /** Random access by ranged GET with read-ahead, for one thread; parts are not verified. */
  public SeekableByteChannel channel(Digest digest) {
    return new RangedChannel(bucket, Names.blob(digest), sizeOf(digest));
  }

  /** The whole blob, verified; for what is known to be small. */
  public byte[] read(Digest digest) {
    try (InputStream in = open(digest)) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new StoreException.Unreachable(
          "Reading blob " + digest + " from " + bucket.where() + " broke off.", broken);
    }
  }

  /** Copies a blob to a file, which appears whole and verified or not at all. */
  public void fetch(Digest digest, Path to) {
    Path folder = to.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("\"" + to + "\" is not a file's path.");
    }
    try {
      Files.createDirectories(folder);
      // Not a temporary file: those are closed to others, and this one may be a person's result.
      Path part = folder.resolve(".fetch-" + UUID.randomUUID() + ".part");
      try (InputStream in = open(digest)) {
        Files.copy(in, part);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException unwritable) {
      throw new StoreException.LocalFile(
          "Cannot write blob " + digest + " to " + to + ": " + unwritable.getMessage() + ".",
          unwritable);
    }
  }

  private long sizeOf(Digest digest) {
    return stat(digest)
        .map(BlobRef::size)
        .orElseThrow(
            () ->
                new StoreException.Missing(
                    "Blob "
                        + digest
                        + " is not in "
                        + bucket.where()
                        + ": it was collected or never made.",
                    null));
  }

  /** The answer to a step, if it was ever given and everything that it names is still there. */
  public Optional<Manifest> find(StepKey key) {
    return answers.find(key);
  }

  /**
   * Makes a step's result visible, once: returns the manifest that is in the store afterwards,
   * which is another run's if that was first. Refuses a result whose blobs are not all there.
   */
  public Manifest commit(Manifest manifest) {
    return answers.commit(manifest);
  }

  /** How many steps' answers were found dead by this object: blobs that they name are gone. */
  public int deadAnswers() {
    return answers.dead();
  }

  /** A log of numbered entries, such as {@code models/<id>}; made by its first entry. */
  public EntryLog log(String name) {
    return new EntryLog(bucket, name);
  }

  /** The one small object in which a running step says how far it is. */
  public ProgressObject progress(String name) {
    return new ProgressObject(bucket, hasty, name);
  }

  /** Small objects by which people keep what they name. */
  public NamedObjects named() {
    return new NamedObjects(bucket);
  }

  /** Finds and removes what nothing names any more; needs credentials that may delete. */
  public Collector collector(Collector.Policy policy) {
    return new Collector(bucket, policy, clock);
  }

  /** Reads a JSON object and fails as corrupt when it is not what its name promises. */
  static <T> T parse(Bucket bucket, String name, Class<T> type) {
    try {
      return Json.MAPPER.readValue(bucket.read(name), type);
    } catch (JacksonException damaged) {
      throw new StoreException.Corrupt(
          name + " in " + bucket.where() + " cannot be read: " + damaged.getOriginalMessage(),
          damaged);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The same with one request whether it is there or not. */
  static <T> Optional<T> parseIfThere(Bucket bucket, String name, Class<T> type) {
    try {
      return Optional.of(parse(bucket, name, type));
    } catch (StoreException.Missing none) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    bucket.close();
  }
}
