package dev.likeness.activities.store;

import dev.likeness.activities.faults.ContainedServer;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** An S3 store that is not this program's: the environment's, or a MinIO in a container. */
public final class RealStore {
  private RealStore() {}

  private static final class Contained {
    /** Lives as long as this process. */
    private static final ContainedServer MINIO = started();

    private static ContainedServer started() {
      ContainedServer minio = ContainedServer.minio();
      Runtime.getRuntime().addShutdownHook(new Thread(minio::close));
      return minio;
    }
  }

  static boolean isThere() {
    return variable("S3_ENDPOINT").isPresent() || ContainedServer.dockerIsThere();
  }

  /** A bucket of one's own. */
  static StoreAddress bucket() {
    return variable("S3_ENDPOINT").isPresent()
        ? ofEnvironment("likeness-it-" + UUID.randomUUID())
        : Contained.MINIO.bucket();
  }

  /** A bucket of the store that the environment names. */
  public static StoreAddress ofEnvironment(String bucket) {
    return new StoreAddress(
        URI.create(needed("S3_ENDPOINT")),
        bucket,
        "us-east-1",
        needed("S3_ACCESS_KEY"),
        needed("S3_SECRET_KEY"));
  }

  private static String needed(String name) {
    return variable(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not set: see CONTRIBUTING.md."));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
