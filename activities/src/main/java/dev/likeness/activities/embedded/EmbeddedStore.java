package dev.likeness.activities.embedded;

import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.files.DurableFiles;
import dev.likeness.model.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * S3Proxy on a folder, on the loopback, with credentials made up for this start. The caller holds
 * the home's lock: what an earlier process left half uploaded is removed at the start, and what a
 * power cut left half written is set aside ({@link Home#damaged}).
 */
public final class EmbeddedStore implements AutoCloseable {
  private static final String BUCKET = "likeness";

  /** Where S3Proxy keeps parts until they are put together; no object's name starts with a dot. */
  private static final String UNFINISHED = ".mpus-";

  /** The largest signed request, which S3Proxy holds in memory: two parts of the client. */
  private static final long LARGEST_REQUEST = 32L << 20;

  /** Idle connections of clients would hold up the end for longer. */
  private static final long MILLISECONDS_TO_STOP = 300;

  private final Home home;
  private final S3Proxy server;
  private final StoreAddress address;

  private EmbeddedStore(Home home, S3Proxy server, StoreAddress address) {
    this.home = home;
    this.server = server;
    this.address = address;
  }

  /** Serves the home's store folder on a free port. */
  public static EmbeddedStore start(Home home) {
    return start(home, 0);
  }

  /** Serves on the given port, or on a free one for 0. */
  public static EmbeddedStore start(Home home, int port) {
    return start(home, port, random(8), random(32));
  }

  /** With keys of the caller's: a store that starts again while its clients go on. */
  public static EmbeddedStore start(Home home, int port, String accessKey, String secretKey) {
    tidy(home);
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FolderBlobStore(home.store()))
            .endpoint(URI.create("http://" + host + ":" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
            .v4MaxNonChunkedRequestSize(LARGEST_REQUEST)
            .maxSinglePartObjectSize(LARGEST_REQUEST)
            .stopTimeout(MILLISECONDS_TO_STOP)
            .build();
    try {
      server.start();
    } catch (Exception failure) {
      stop(server);
      throw explain(failure, port);
    }
    URI endpoint = URI.create("http://" + host + ":" + server.getPort());
    return new EmbeddedStore(
        home, server, new StoreAddress(endpoint, BUCKET, "us-east-1", accessKey, secretKey));
  }

  public StoreAddress address() {
    return address;
  }

  private static HomeException explain(Exception failure, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new HomeException.PortInUse(
            "The store's port " + port + " is in use: end that process or choose another port.",
            failure);
      }
    }
    return new HomeException.Unusable("The embedded store did not start: " + failure, failure);
  }

  private static void tidy(Home home) {
    Path bucket = home.store().resolve(BUCKET);
    try {
      if (Files.isDirectory(bucket)) {
        removeUnfinished(bucket);
        if (!Files.exists(home.closed())) {
          TornObjects.setAside(bucket, home.damaged(), Instant.now());
        }
      }
      if (Files.deleteIfExists(home.closed())) {
        // Before anything is written: it must not come back.
        DurableFiles.forceNames(home.root());
      }
    } catch (IOException | UncheckedIOException refused) {
      throw new HomeException.Unusable(
          "Cannot tidy the store in " + home.store() + " (" + refused + "): check its permissions.",
          refused);
    }
  }

  private static void removeUnfinished(Path bucket) throws IOException {
    try (Stream<Path> entries = Files.list(bucket)) {
      for (Path left : entries.filter(entry -> name(entry).startsWith(UNFINISHED)).toList()) {
        Folders.remove(left);
      }
    }
    try (Stream<Path> all = Files.walk(bucket)) {
      // Files alone: a model or a project may have such a name, and is a folder here.
      for (Path left :
          all.filter(FolderBlobStore::isUnfinished).filter(Files::isRegularFile).toList()) {
        Files.delete(left);
      }
    }
  }

  private static String name(Path entry) {
    return entry.getName(entry.getNameCount() - 1).toString();
  }

  private static String random(int bytes) {
    byte[] secret = new byte[bytes];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /** False when connections were cut; their clients have ended before. */
  private static boolean stop(S3Proxy server) {
    try {
      server.stop();
      return true;
    } catch (TimeoutException cut) {
      return false;
    } catch (Exception failure) {
      throw new HomeException.Unusable("The embedded store did not stop: " + failure, failure);
    }
  }

  @Override
  public void close() {
    if (!stop(server)) {
      return;
    }
    try {
      Files.write(home.closed(), new byte[0]);
    } catch (IOException left) {
      // The next start looks for damage, and finds none.
    }
  }
}
