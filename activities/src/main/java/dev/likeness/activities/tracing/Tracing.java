package dev.likeness.activities.tracing;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.Map;
import java.util.Optional;

/**
 * Traces of what a worker's workflows do, sent by OpenTelemetry's exporter as its standard
 * variables ({@code OTEL_...}) say: by OTLP over HTTP to this machine, unless they say otherwise.
 */
public final class Tracing implements AutoCloseable {
  /** What the variables may overrule. There are neither metrics nor logs to send. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "likeness",
          "otel.exporter.otlp.protocol", "http/protobuf",
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none");

  /** Makes none, and costs nothing. */
  public static final Tracing OFF = new Tracing(Optional.empty(), Optional.empty());

  private final Optional<OpenTelemetrySdk> sdk;
  private final Optional<WorkerInterceptor> interceptor;

  private Tracing(Optional<OpenTelemetrySdk> sdk, Optional<WorkerInterceptor> interceptor) {
    this.sdk = sdk;
    this.interceptor = interceptor;
  }

  /**
   * Begins with the variables of this process.
   *
   * @throws IllegalArgumentException when they cannot be followed
   */
  public static Tracing start() {
    return start(Map.of());
  }

  /**
   * Begins with other settings, too.
   *
   * @param properties as the variables are called in Java ({@code otel.service.name}), which they
   *     overrule
   */
  public static Tracing start(Map<String, String> properties) {
    var ids = new NamedIds();
    try {
      OpenTelemetrySdk sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(() -> DEFAULTS)
              .addPropertiesCustomizer(variables -> properties)
              .addTracerProviderCustomizer((tracers, config) -> tracers.setIdGenerator(ids))
              .disableShutdownHook()
              .build()
              .getOpenTelemetrySdk();
      return new Tracing(
          Optional.of(sdk),
          Optional.of(new TracedWorker(Spans.of(sdk.getSdkTracerProvider(), ids))));
    } catch (ConfigurationException | IllegalStateException unusable) {
      Throwable cause = unusable.getCause();
      String more = cause == null ? "" : " (" + cause.getMessage() + ")";
      throw new IllegalArgumentException(unusable.getMessage() + more, unusable);
    }
  }

  /** What a worker has to call for its workflows to be traced; absent when they are not. */
  public Optional<WorkerInterceptor> interceptor() {
    return interceptor;
  }

  /** Sends what is left, for some seconds at most. */
  @Override
  public void close() {
    sdk.ifPresent(OpenTelemetrySdk::close);
  }
}
