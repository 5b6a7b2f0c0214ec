package dev.likeness.activities.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The connections to a store. Each request is sent again by itself while the store cannot answer
 * it, so that one lost part of a large object does not cost the others.
 */
final class StoreHttp implements Interceptor {
  private static final int CONNECTIONS = 32;
  private static final int NO_ROOM = 507;

  private final Retries retries;
  private final Timeouts timeouts;
  private final StoreObserver observer;

  private StoreHttp(Retries retries, Timeouts timeouts, StoreObserver observer) {
    this.retries = retries;
    this.timeouts = timeouts;
    this.observer = observer;
  }

  /**
   * After how long a silent connection is given up.
   *
   * @param answer between the request, or what came last, and the next byte
   * @param assembly the same, where the parts of a large object are put together: one request
   *     without an early answer
   */
  record Timeouts(Duration connect, Duration answer, Duration assembly) {
    static final Timeouts USUAL =
        new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

    static final Timeouts COURTESY =
        new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  /** A request that was sent again as often as allowed; its cause is the last failure. */
  static final class GivenUp extends IOException {
    private static final long serialVersionUID = 1;

    GivenUp(IOException last) {
      super(last.getMessage(), last);
    }
  }

  /** The answer 507, which not every store explains in words that the client can read. */
  static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;

    NoRoom() {
      super("the store answered 507");
    }
  }

  static OkHttpClient client(
      StoreAddress address, Retries retries, Timeouts timeouts, StoreObserver observer) {
    // Daemon threads: a command that is done must not wait a minute for idle connections.
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0,
            2 * CONNECTIONS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("store-", 0).factory());
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(CONNECTIONS);
    dispatcher.setMaxRequestsPerHost(CONNECTIONS);
    OkHttpClient.Builder builder = new OkHttpClient.Builder().dispatcher(dispatcher);
    address.authority().ifPresent(pem -> StoreTrust.apply(builder, Path.of(pem)));
    return like(builder, retries, timeouts, observer);
  }

  /** The same connections and threads, with other patience. */
  static OkHttpClient like(
      OkHttpClient other, Retries retries, Timeouts timeouts, StoreObserver observer) {
    OkHttpClient.Builder builder = other.newBuilder();
    builder.interceptors().clear();
    return like(builder, retries, timeouts, observer);
  }

  private static OkHttpClient like(
      OkHttpClient.Builder builder, Retries retries, Timeouts timeouts, StoreObserver observer) {
    return builder
        .connectTimeout(timeouts.connect())
        .writeTimeout(timeouts.answer())
        .readTimeout(timeouts.answer())
        .addInterceptor(new StoreHttp(retries, timeouts, observer))
        .build();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Retries.Attempts attempts = retries.attempts();
    Chain timed = isAssembly(request) ? patient(chain) : chain;
    while (true) {
      try {
        Response response = ObservedRequest.proceed(timed, request, observer);
        if (response.code() == NO_ROOM) {
          response.close();
          throw new NoRoom();
        }
        if (!StoreFailures.mayPass(response.code()) || !another(attempts)) {
          return response;
        }
        response.close();
      } catch (NoRoom full) {
        throw full;
      } catch (IOException failure) {
        if (chain.call().isCanceled() || !another(attempts)) {
          throw new GivenUp(failure);
        }
      }
    }
  }

  private static boolean isAssembly(Request request) {
    return request.method().equals("POST") && request.url().queryParameter("uploadId") != null;
  }

  private Chain patient(Chain chain) {
    int milliseconds = Math.toIntExact(timeouts.assembly().toMillis());
    return chain.withReadTimeout(milliseconds, TimeUnit.MILLISECONDS);
  }

  private boolean another(Retries.Attempts attempts) throws IOException {
    try {
      boolean again = attempts.another();
      if (again) {
        observer.askedAgain();
      }
      return again;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to ask again");
    }
  }
}
