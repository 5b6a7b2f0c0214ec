package dev.likeness.activities.store;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import okhttp3.OkHttpClient;

/** One bucket through the MinIO client: the same requests for S3Proxy, MinIO and any other S3. */
final class MinioBucket implements Bucket {
  /** Parts of this size allow objects of 160 GB, and are signed and checked as a whole. */
  static final long PART_BYTES = 16 << 20;

  private final MinioClient client;
  private final StoreAddress address;
  private final Retries retries;
  private final OkHttpClient http;
  private final UnfinishedUploads unfinished;
  private final long partBytes;
  private final StoreObserver observer;

  MinioBucket(StoreAddress address, Retries retries) {
    this(address, retries, StoreObserver.NONE);
  }

  MinioBucket(StoreAddress address, Retries retries, StoreObserver observer) {
    this(address, retries, StoreHttp.Timeouts.USUAL, PART_BYTES, observer);
  }

  MinioBucket(
      StoreAddress address,
      Retries retries,
      StoreHttp.Timeouts timeouts,
      long partBytes,
      StoreObserver observer) {
    this(
        address,
        retries,
        partBytes,
        StoreHttp.client(address, retries, timeouts, observer),
        true,
        observer);
  }

  private MinioBucket(
      StoreAddress address,
      Retries retries,
      long partBytes,
      OkHttpClient http,
      boolean own,
      StoreObserver observer) {
    this.observer = observer;
    this.partBytes = partBytes;
    this.address = address;
    this.retries = retries;
    this.http = http;
    this.unfinished = new UnfinishedUploads(http, address);
    this.client =
        MinioClient.builder()
            .endpoint(address.endpoint().toString())
            .region(address.region())
            .credentials(address.accessKey(), address.secretKey())
            .httpClient(http, own)
            .build();
  }

  @Override
  public Bucket hasty() {
    OkHttpClient once =
        StoreHttp.like(http, Retries.COURTESY, StoreHttp.Timeouts.COURTESY, observer);
    return new MinioBucket(address, Retries.COURTESY, partBytes, once, false, observer);
  }

  @Override
  public String where() {
    return address.endpoint() + "/" + address.bucket();
  }

  /** Makes the bucket when it is missing; somebody else's may be made at the same time. */
  void createIfMissing() {
    ask(
        "Opening the bucket",
        () -> {
          if (!exists()) {
            try {
              client.makeBucket(MakeBucketArgs.builder().bucket(address.bucket()).build());
            } catch (ErrorResponseException refused) {
              // Made meanwhile, by another or by a try of our own whose answer was lost.
              if (!exists()) {
                throw refused;
              }
            }
          }
          return true;
        });
  }

  private boolean exists() throws Exception {
    return client.bucketExists(BucketExistsArgs.builder().bucket(address.bucket()).build());
  }

  @Override
  public boolean create(String name, byte[] content) {
    try {
      return retries.call(
          () -> {
            client.putObject(small(name, content).headers(Map.of("If-None-Match", "*")).build());
            return true;
          },
          StoreFailures::isBrokenAnswer);
    } catch (Exception failure) {
      if (StoreFailures.isPreconditionFailed(failure)) {
        return false;
      }
      throw explain("Creating " + name, failure);
    }
  }

  @Override
  public void put(String name, byte[] content) {
    ask("Writing " + name, () -> client.putObject(small(name, content).build()));
  }

  private PutObjectArgs.Builder small(String name, byte[] content) {
    return PutObjectArgs.builder().bucket(address.bucket()).object(name).stream(
        new ByteArrayInputStream(content), content.length, -1);
  }

  @Override
  public void put(String name, Path file) {
    ask(
        "Writing " + name,
        () -> {
          client.uploadObject(
              UploadObjectArgs.builder()
                  .bucket(address.bucket())
                  .object(name)
                  .filename(file.toString(), partBytes)
                  .contentType("application/octet-stream")
                  .build());
          return assembled(name, Files.size(file));
        });
  }

  @Override
  public void put(String name, Content content) {
    ask(
        "Writing " + name,
        () -> {
          try (InputStream in = content.open()) {
            client.putObject(
                PutObjectArgs.builder().bucket(address.bucket()).object(name).stream(
                        in, content.size(), partBytes)
                    .contentType("application/octet-stream")
                    .build());
          }
          return assembled(name, content.size());
        });
  }

  /**
   * The client takes parts for assembled when the answer begins with 200, which S3 sends before it
   * has assembled any; how it went stands in what follows and may be cut off.
   *
   * @throws EOFException when the object is not there whole, as an answer that broke off
   */
  private boolean assembled(String name, long size) throws Exception {
    if (size <= partBytes) {
      return true;
    }
    long there;
    try {
      there = object(name).size();
    } catch (ErrorResponseException refused) {
      if (!StoreFailures.isMissing(refused)) {
        throw refused;
      }
      there = 0;
    }
    if (there != size) {
      throw new EOFException("of its parts, " + there + " of " + size + " bytes were assembled");
    }
    return true;
  }

  @Override
  public InputStream open(String name, long from) {
    return ask("Reading " + name, () -> client.getObject(from(name, from).build()));
  }

  @Override
  public byte[] read(String name) {
    return ask(
        "Reading " + name,
        () -> {
          try (InputStream in = client.getObject(from(name, 0).build())) {
            return in.readAllBytes();
          }
        });
  }

  @Override
  public byte[] range(String name, long from, int length) {
    return ask(
        "Reading " + name,
        () -> {
          try (InputStream in = client.getObject(from(name, from).length((long) length).build())) {
            byte[] content = in.readNBytes(length);
            if (content.length < length) {
              throw new EOFException("cut after " + content.length + " of " + length + " bytes");
            }
            return content;
          }
        });
  }

  private GetObjectArgs.Builder from(String name, long from) {
    GetObjectArgs.Builder get = GetObjectArgs.builder().bucket(address.bucket()).object(name);
    return from == 0 ? get : get.offset(from);
  }

  @Override
  public Optional<Stored> stat(String name) {
    try {
      StatObjectResponse found = retries.call(() -> object(name), StoreFailures::isBrokenAnswer);
      return Optional.of(new Stored(name, found.size(), found.lastModified().toInstant()));
    } catch (Exception failure) {
      if (StoreFailures.isMissing(failure)) {
        return Optional.empty();
      }
      throw explain("Looking up " + name, failure);
    }
  }

  private StatObjectResponse object(String name) throws Exception {
    return client.statObject(
        StatObjectArgs.builder().bucket(address.bucket()).object(name).build());
  }

  @Override
  public List<Stored> list(String prefix) {
    return ask(
        "Listing " + prefix,
        () -> {
          List<Stored> found = new ArrayList<>();
          for (Result<Item> result :
              client.listObjects(
                  ListObjectsArgs.builder()
                      .bucket(address.bucket())
                      .prefix(prefix)
                      .recursive(true)
                      .build())) {
            Item item = result.get();
            found.add(new Stored(item.objectName(), item.size(), item.lastModified().toInstant()));
          }
          return found;
        });
  }

  @Override
  public void delete(String name) {
    ask(
        "Deleting " + name,
        () -> {
          client.removeObject(
              RemoveObjectArgs.builder().bucket(address.bucket()).object(name).build());
          return true;
        });
  }

  @Override
  public List<Upload> uploads() {
    return ask("Listing uploads", unfinished::list);
  }

  @Override
  public void abort(Upload upload) {
    ask(
        "Giving up an upload of " + upload.name(),
        () -> {
          unfinished.abort(upload);
          return true;
        });
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception failure) {
      throw explain("Closing", failure);
    }
  }

  private <T> T ask(String doing, Callable<T> request) {
    try {
      return retries.call(request, StoreFailures::isBrokenAnswer);
    } catch (Exception failure) {
      throw explain(doing, failure);
    }
  }

  private StoreException explain(String doing, Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return failure instanceof StoreException known
        ? known
        : StoreFailures.explain(doing, where(), failure);
  }
}
