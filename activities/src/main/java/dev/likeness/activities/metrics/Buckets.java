package dev.likeness.activities.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * A dozen buckets for each timer, where Micrometer and Temporal would have some seventy: from
 * milliseconds for requests, from seconds for what pods and people wait for.
 */
final class Buckets implements MeterFilter {
  private static final double[] REQUESTS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };
  private static final double[] RUNS = {
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 4 * 3600, 24 * 3600
  };

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    if (id.getType() != Meter.Type.TIMER) {
      return config;
    }
    double[] seconds = id.getName().startsWith("likeness_run") ? RUNS : REQUESTS;
    return DistributionStatisticConfig.builder()
        .percentilesHistogram(false)
        .serviceLevelObjectives(
            DoubleStream.of(seconds)
                .map(second -> second * Duration.ofSeconds(1).toNanos())
                .toArray())
        .build()
        .merge(config);
  }
}
