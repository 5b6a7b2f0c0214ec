package dev.likeness.activities.store;

import org.junit.jupiter.api.condition.EnabledIf;

/** The faults in front of a real S3 store, in a bucket of this run's own. */
@EnabledIf(
    value = "dev.likeness.activities.store.RealStore#isThere",
    disabledReason = "needs Docker, or S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY")
final class StoreFaultsPlatformIT extends StoreFaults {
  private final StoreAddress address = RealStore.bucket();

  @Override
  StoreAddress address() {
    return address;
  }
}
