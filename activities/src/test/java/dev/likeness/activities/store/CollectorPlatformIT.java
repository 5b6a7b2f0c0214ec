package dev.likeness.activities.store;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The collector on a real S3 store, in a bucket of each test's own. */
@EnabledIfEnvironmentVariable(
    named = "S3_ENDPOINT",
    matches = "http://.+",
    disabledReason = "needs a store: S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY are not set")
final class CollectorPlatformIT extends CollectorOverHttp {
  private final StoreAddress address;

  CollectorPlatformIT() {
    Map<String, String> environment = System.getenv();
    this.address =
        new StoreAddress(
            URI.create(Objects.requireNonNull(environment.get("S3_ENDPOINT"))),
            "collector-" + UUID.randomUUID(),
            "us-east-1",
            Objects.requireNonNull(environment.get("S3_ACCESS_KEY")),
            Objects.requireNonNull(environment.get("S3_SECRET_KEY")));
  }

  @Override
  StoreAddress address() {
    return address;
  }
}
