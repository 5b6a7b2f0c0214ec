package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.likeness.activities.models.Retention;
import dev.likeness.activities.store.Bucket.Upload;
import dev.likeness.activities.store.Collector.Policy;
import io.minio.MinioAsyncClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The collector over real requests; days pass on its own clock only. */
abstract class CollectorOverHttp {
  private MinioBucket bucket;

  abstract StoreAddress address();

  @BeforeEach
  void open() {
    bucket = new MinioBucket(address(), Retries.USUAL);
    bucket.createIfMissing();
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  private Collector later(int days) {
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    return new Collector(bucket, Policy.usual(new Retention()), clock);
  }

  @Test
  void givesUpUploadsThatNobodyEnded() throws Exception {
    begin("blobs/left");
    assertEquals(List.of(), later(0).plan().uploads());
    Collector collector = later(2);
    Collector.Plan plan = collector.plan();
    assertEquals(List.of("blobs/left"), plan.uploads().stream().map(Upload::name).toList());
    collector.sweep(plan);
    assertEquals(List.of(), bucket.uploads());
    collector.sweep(plan);
  }

  private void begin(String name) throws Exception {
    StoreAddress address = address();
    MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(address.endpoint().toString())
            .region(address.region())
            .credentials(address.accessKey(), address.secretKey())
            .build();
    try {
      client.createMultipartUploadAsync(address.bucket(), address.region(), name, null, null).get();
    } finally {
      client.close();
    }
  }

  @Test
  void thinsAModelOutAndLaterDeletesItsFiles() {
    TrainedModel model = new TrainedModel(new ArtifactStore(bucket, Clock.systemUTC()), "demo");
    for (int i = 1; i <= 6; i++) {
      model.checkpoint(i);
    }
    // All within an hour and a day, or around midnight within two: at least the last three stay.
    Collector first = later(2);
    first.sweep(first.plan());
    List<Long> heads = model.headsLeft();
    assertEquals(List.of(4L, 5L, 6L), heads.subList(heads.size() - 3, heads.size()));
    assertFalse(model.blobsLeft().contains(false), "held for another grace");
    Collector second = later(4);
    second.sweep(second.plan());
    assertEquals(heads.size(), model.blobsLeft().stream().filter(left -> left).count());
    assertEquals(model.answersLeft(), model.blobsLeft());
  }
}
