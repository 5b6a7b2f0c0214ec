package dev.likeness.activities.store;

import dev.likeness.activities.faults.ContainedServer;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** An S3 store that is not this program's: the environment's, or a MinIO in a container. */
final class RealStore {
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
    Optional<String> endpoint = variable("S3_ENDPOINT");
    return endpoint.isEmpty()
        ? Contained.MINIO.bucket()
        : new StoreAddress(
            URI.create(endpoint.get()),
            "likeness-it-" + UUID.randomUUID(),
            "us-east-1",
            variable("S3_ACCESS_KEY").orElseThrow(),
            variable("S3_SECRET_KEY").orElseThrow());
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
