package dev.likeness.activities.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of a fake bucket. */
final class BucketClock extends Clock {
  private final FakeBucket bucket;

  BucketClock(FakeBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Instant instant() {
    return bucket.now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Always UTC.");
  }
}
