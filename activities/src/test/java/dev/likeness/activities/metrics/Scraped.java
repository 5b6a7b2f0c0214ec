package dev.likeness.activities.metrics;

import java.util.Optional;

/** Looks into Prometheus' text format, past the label that all series have. */
final class Scraped {
  private Scraped() {}

  /** The value of a series, labels in the order of their names. */
  static Optional<Double> value(String page, String series) {
    return page.lines()
        .map(Scraped::withoutApplication)
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst();
  }

  private static String withoutApplication(String line) {
    return line.replaceFirst("\\{application=\"likeness\"}", "")
        .replaceFirst("\\{application=\"likeness\",", "{");
  }
}
