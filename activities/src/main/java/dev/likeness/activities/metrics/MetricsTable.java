package dev.likeness.activities.metrics;

import java.util.Locale;
import java.util.stream.Collectors;

/** All figures of Likeness' own as a page of Markdown. */
final class MetricsTable {
  private static final String HEAD =
      """
      # Figures

      What `likeness worker --http PORT` serves under `/metrics` beside the JVM's (`jvm_`, `process_`, `system_`) and the Temporal SDK's (`temporal_`).
      All of them have the label `application="likeness"`, which tells the latter two from those of other programs. Made from `Figure.java` by
      `MetricsTableTest`; do not edit.

      Step pods are not scraped: the worker publishes what it reads of them. Their progress objects hold running totals, of which workers publish the
      differences, so that seconds, frames and iterations may be added up over workers: none is counted twice. What a process did after it told of itself last, and before it
      was killed, is not counted. Events (`likeness_runs_ended_total`, `likeness_step_results_total`, `likeness_runs_swept_total`) are counted by each worker that sees them,
      which may be more than one. Gauges with `project` are those of runs that are watched at this moment; two workers may show one for a few seconds: use
      `max by (namespace, project)`. Where there is no `namespace`, which the PodMonitor adds, that is the same as `max by (project)`.

      A histogram has the usual `_bucket`, `_count` and `_sum`, and a `_max` of the last minutes.

      | name | type | labels | meaning |
      |---|---|---|---|
      """;

  private MetricsTable() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Figure figure : Figure.values()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  figure.prometheus(),
                  type(figure),
                  figure.labels().stream()
                      .map(label -> "`" + label + "`")
                      .collect(Collectors.joining(", ")),
                  figure.meaning()));
    }
    page.append("\nValues of `kind`: those of a step. Of `outcome` of a run: ");
    page.append(
        RunMeters.outcomes().map(outcome -> "`" + outcome + "`").collect(Collectors.joining(", ")));
    return page.append(".\n").toString();
  }

  private static String type(Figure figure) {
    return switch (figure.type()) {
      case TIMER -> "histogram";
      case COUNTER, GAUGE -> figure.type().name().toLowerCase(Locale.ROOT);
    };
  }
}
