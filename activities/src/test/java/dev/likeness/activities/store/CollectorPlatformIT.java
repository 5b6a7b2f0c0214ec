package dev.likeness.activities.store;

import org.junit.jupiter.api.condition.EnabledIf;

/** The collector on a real S3 store, in a bucket of each test's own. */
@EnabledIf(
    value = "dev.likeness.activities.store.RealStore#isThere",
    disabledReason = "needs Docker, or S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY")
final class CollectorPlatformIT extends CollectorOverHttp {
  private final StoreAddress address = RealStore.bucket();

  @Override
  StoreAddress address() {
    return address;
  }
}
