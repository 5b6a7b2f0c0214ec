package dev.likeness.activities.store;

import dev.likeness.activities.store.Bucket.Upload;
import io.minio.MinioAsyncClient;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in parts that nobody ended. MinIO gives up old ones by itself; other stores keep and bill
 * them for ever.
 */
final class UnfinishedUploads {
  private static final int PAGE = 1000;

  private static final Pattern EMPTY_CLASS =
      Pattern.compile("<StorageClass>\\s*</StorageClass>|<StorageClass/>");
  private static final String SOME_CLASS = "<StorageClass>STANDARD</StorageClass>";

  private final MinioAsyncClient client;
  private final StoreAddress address;

  UnfinishedUploads(OkHttpClient http, StoreAddress address) {
    this.address = address;
    this.client =
        MinioAsyncClient.builder()
            .endpoint(address.endpoint().toString())
            .region(address.region())
            .credentials(address.accessKey(), address.secretKey())
            .httpClient(http.newBuilder().addInterceptor(UnfinishedUploads::readable).build())
            .build();
  }

  /** MinIO leaves the storage class empty, which its own client refuses to read. */
  private static Response readable(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    boolean listing = chain.request().url().queryParameterNames().contains("uploads");
    if (!listing || !response.isSuccessful()) {
      return response;
    }
    try (ResponseBody body = response.body()) {
      String xml = EMPTY_CLASS.matcher(body.string()).replaceAll(SOME_CLASS);
      return response.newBuilder().body(ResponseBody.create(xml, body.contentType())).build();
    }
  }

  List<Upload> list() throws Exception {
    List<Upload> all = new ArrayList<>();
    String key = null;
    String id = null;
    ListMultipartUploadsResult page;
    do {
      page = page(key, id);
      page.uploads()
          .forEach(
              upload ->
                  all.add(
                      new Upload(
                          upload.objectName(), upload.uploadId(), upload.initiated().toInstant())));
      key = page.nextKeyMarker();
      id = page.nextUploadIdMarker();
    } while (page.isTruncated() && key != null && !key.isEmpty());
    return all;
  }

  private ListMultipartUploadsResult page(@Nullable String key, @Nullable String id)
      throws Exception {
    try {
      return client
          .listMultipartUploadsAsync(
              address.bucket(), address.region(), null, "", key, PAGE, "", id, null, null)
          .get()
          .result();
    } catch (ExecutionException failed) {
      throw cause(failed);
    }
  }

  void abort(Upload upload) throws Exception {
    try {
      client
          .abortMultipartUploadAsync(
              address.bucket(), address.region(), upload.name(), upload.id(), null, null)
          .get();
    } catch (ExecutionException failed) {
      Exception cause = cause(failed);
      if (!isOver(cause)) {
        throw cause;
      }
    }
  }

  private static boolean isOver(Exception failure) {
    return failure instanceof ErrorResponseException answer
        && "NoSuchUpload".equals(answer.errorResponse().code());
  }

  private static Exception cause(ExecutionException failed) {
    return failed.getCause() instanceof Exception cause ? cause : failed;
  }
}
