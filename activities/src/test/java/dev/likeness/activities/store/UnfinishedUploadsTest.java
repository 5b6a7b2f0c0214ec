package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.Bucket.Upload;
import io.minio.MinioAsyncClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnfinishedUploadsTest {
  @Test
  void areSeenAndGivenUpOverHttp(@TempDir Path folder) throws Exception {
    Home home = new Home(folder);
    home.prepare();
    try (EmbeddedStore server = EmbeddedStore.start(home);
        MinioBucket bucket = new MinioBucket(server.address(), Retries.USUAL)) {
      bucket.createIfMissing();
      begin(server.address(), "blobs/left");
      List<Upload> left = bucket.uploads();
      assertEquals(List.of("blobs/left"), left.stream().map(Upload::name).toList());
      bucket.abort(left.getFirst());
      bucket.abort(left.getFirst());
      assertEquals(List.of(), bucket.uploads());
    }
  }

  private static void begin(StoreAddress address, String name) throws Exception {
    try (MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(address.endpoint().toString())
            .region(address.region())
            .credentials(address.accessKey(), address.secretKey())
            .build()) {
      client.createMultipartUploadAsync(address.bucket(), address.region(), name, null, null).get();
    }
  }
}
