package dev.likeness.activities.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The worker's HTTP port: {@code /metrics} in Prometheus' text format, {@code /livez} while the
 * process runs, {@code /readyz} while it serves its task queue (503 otherwise).
 */
public final class StatusServer implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;

  private StatusServer(HttpServer server) {
    this.server = server;
  }

  /** Listens on all interfaces, on a free port for 0. */
  public static StatusServer start(int port, Supplier<String> metrics, BooleanSupplier isReady)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/metrics", exchange -> answer(exchange, OK, metrics.get()));
    server.createContext("/livez", exchange -> answer(exchange, OK, "alive\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          boolean ready = isReady.getAsBoolean();
          answer(exchange, ready ? OK : UNAVAILABLE, ready ? "ready\n" : "leaving\n");
        });
    server.createContext(
        "/", exchange -> answer(exchange, NOT_FOUND, "/metrics, /livez, /readyz\n"));
    server.start();
    return new StatusServer(server);
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", TEXT);
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
