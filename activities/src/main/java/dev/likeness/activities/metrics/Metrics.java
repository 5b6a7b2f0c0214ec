package dev.likeness.activities.metrics;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.likeness.activities.worker.Observers;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The worker's figures: one registry for its own, the JVM's and the Temporal client's. */
public final class Metrics implements AutoCloseable {
  /** Tells the JVM's and the Temporal client's figures from those of other programs. */
  static final Tag APPLICATION = Tag.of("application", "likeness");

  private static final double SECONDS_BETWEEN_REPORTS = 5;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final RunMeters runs;
  private final StoreMeters store;
  private final LiveGauges live;

  public Metrics() {
    this(InstantSource.system());
  }

  Metrics(InstantSource clock) {
    registry.config().commonTags(List.of(APPLICATION)).meterFilter(new Buckets());
    runs = new RunMeters(registry, clock);
    store = new StoreMeters(registry);
    live = new LiveGauges(registry, clock);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** Who is to be told what the worker sees. */
  public Observers observers() {
    return new Observers(runs, store);
  }

  /** Shows whether the worker takes work. */
  public void watchReadiness(BooleanSupplier isReady) {
    Figure.WORKER_READY.gauge(registry, () -> isReady.getAsBoolean() ? 1 : 0);
  }

  /** Where the Temporal client puts its own figures ({@code temporal_...}). */
  public Scope temporalScope() {
    return new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(registry))
        .reportEvery(com.uber.m3.util.Duration.ofSeconds(SECONDS_BETWEEN_REPORTS));
  }

  /** All figures in Prometheus' text format. */
  public synchronized String scrape() {
    live.show(runs.live());
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
