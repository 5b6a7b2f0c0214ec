package dev.likeness.activities.tracing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A collector of traces on the loopback: OTLP over HTTP. */
public final class OtlpCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<SentSpan> spans = new ArrayList<>();
  private final Map<String, String> resource = new TreeMap<>();

  private OtlpCollector(HttpServer server) {
    this.server = server;
  }

  public static OtlpCollector start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var collector = new OtlpCollector(server);
      server.createContext("/v1/traces", collector::take);
      server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      UnknownFieldSet request =
          parse(ByteString.copyFrom(exchange.getRequestBody().readAllBytes()));
      synchronized (this) {
        spans.addAll(SentSpan.of(request));
        resource.putAll(SentSpan.resource(request));
      }
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  static UnknownFieldSet parse(ByteString message) {
    try {
      return UnknownFieldSet.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** OpenTelemetry's settings for who shall send here. */
  public Map<String, String> settings() {
    return Map.of(
        "otel.exporter.otlp.endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  public synchronized List<SentSpan> spans() {
    return List.copyOf(spans);
  }

  public synchronized List<SentSpan> named(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  public synchronized Map<String, String> resource() {
    return Map.copyOf(resource);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
