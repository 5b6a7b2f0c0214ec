package dev.likeness.activities.store;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.MinioClient;
import io.minio.http.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Links by which whoever has one may read one blob for a while, at the address that browsers have
 * for a store. Made here, from the store's keys; nobody is asked.
 */
public final class PublicLinks {
  private final MinioClient client;
  private final String bucket;

  /**
   * @param endpoint http(s)://host:port, as seen from outside
   */
  public PublicLinks(StoreAddress store, URI endpoint) {
    this.bucket = store.bucket();
    this.client =
        MinioClient.builder()
            .endpoint(endpoint.toString())
            .region(store.region())
            .credentials(store.accessKey(), store.secretKey())
            .build();
  }

  /** A link to a blob that a browser shows as {@code type}, such as {@code image/png}. */
  public String link(Digest blob, String type, Duration valid) {
    try {
      return client.getPresignedObjectUrl(
          GetPresignedObjectUrlArgs.builder()
              .method(Method.GET)
              .bucket(bucket)
              .object(Names.blob(blob))
              .expiry(Math.toIntExact(valid.toSeconds()), TimeUnit.SECONDS)
              .extraQueryParams(Map.of("response-content-type", type))
              .build());
    } catch (Exception impossible) {
      throw new IllegalStateException("A link could not be signed.", impossible);
    }
  }
}
