package dev.likeness.activities.store;

import dev.likeness.activities.store.StoreObserver.Answer;
import dev.likeness.activities.store.StoreObserver.Direction;
import dev.likeness.activities.store.StoreObserver.Operation;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor.Chain;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One request to a store, in the words of {@link StoreObserver}. */
final class ObservedRequest {
  private static final int MISSING = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION = 412;

  private ObservedRequest() {}

  /** Sends it and tells of it, whatever becomes of it. */
  static Response proceed(Chain chain, Request request, StoreObserver observer) throws IOException {
    long start = System.nanoTime();
    Answer answer = Answer.SILENT;
    try {
      Response response = chain.proceed(request);
      answer = answer(response.code());
      told(request, response, observer);
      return response;
    } finally {
      observer.asked(operation(request), answer, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static void told(Request request, Response response, StoreObserver observer)
      throws IOException {
    long sent = request.body() == null ? 0 : request.body().contentLength();
    observer.moved(Direction.SENT, Math.max(0, sent));
    // The answer to a HEAD announces a content that does not come.
    if (!request.method().equals("HEAD")) {
      observer.moved(Direction.RECEIVED, Math.max(0, response.body().contentLength()));
    }
  }

  static Answer answer(int code) {
    if (code < 400) {
      return Answer.DONE;
    }
    return switch (code) {
      case MISSING -> Answer.MISSING;
      case CONFLICT, PRECONDITION -> Answer.TAKEN;
      default -> StoreFailures.mayPass(code) || code >= 500 ? Answer.FAILED : Answer.REFUSED;
    };
  }

  static Operation operation(Request request) {
    var url = request.url();
    // Path style: the bucket first, then the object's name.
    boolean object = url.pathSize() > 1 && !url.pathSegments().get(1).isEmpty();
    if (url.queryParameterNames().contains("uploads") || url.queryParameter("uploadId") != null) {
      return Operation.UPLOAD;
    }
    return switch (request.method()) {
      case "GET" -> object ? Operation.READ : bucketOrList(url.queryParameter("list-type"));
      case "HEAD" -> object ? Operation.STAT : Operation.BUCKET;
      case "PUT" -> object ? write(request) : Operation.BUCKET;
      case "DELETE" -> Operation.DELETE;
      default -> Operation.BUCKET;
    };
  }

  private static Operation bucketOrList(@Nullable String listType) {
    return listType == null ? Operation.BUCKET : Operation.LIST;
  }

  private static Operation write(Request request) {
    return request.header("If-None-Match") == null ? Operation.WRITE : Operation.CREATE;
  }
}
