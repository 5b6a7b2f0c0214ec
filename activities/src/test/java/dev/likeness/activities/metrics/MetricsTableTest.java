package dev.likeness.activities.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.steps.RunFigure;
import dev.likeness.activities.store.StoreObserver;
import dev.likeness.activities.worker.RunFigures;
import dev.likeness.activities.worker.RunFigures.Beginning;
import dev.likeness.activities.worker.RunFigures.Run;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that lists all figures, and what a worker really serves. */
final class MetricsTableTest {
  private static final Path PAGE = Path.of("..", "observability", "METRICS.md");
  private static final Pattern TYPE = Pattern.compile("# TYPE (likeness_\\w+) (\\w+)");

  @Test
  void thePageIsUpToDate() throws IOException {
    if (Boolean.getBoolean("figures.write")) {
      Files.writeString(PAGE, MetricsTable.markdown());
    }
    assertEquals(
        MetricsTable.markdown(),
        Files.readString(PAGE),
        "Run this test with -Dfigures.write=true.");
  }

  private static Progress told(double seconds) {
    return new Progress(
        5,
        10,
        "iterations",
        1,
        Map.of(
            RunFigure.BEGAN, 1e6,
            RunFigure.SECONDS, seconds,
            RunFigure.SOURCE_LOSS, 1.0,
            RunFigure.TARGET_LOSS, 1.0,
            RunFigure.REDONE, 0.0,
            RunFigure.ROLLBACKS, 0.0,
            RunFigure.CHECKPOINT_EVERY, 60.0,
            RunFigure.SAVE_SECONDS, 1.0),
        Map.of());
  }

  /** A training that is under way, and one that has ended. */
  private static String scrapeOfEverything() {
    try (var metrics = new Metrics(() -> Instant.ofEpochSecond(1_000_000))) {
      metrics.watchReadiness(() -> true);
      RunFigures runs = metrics.observers().runs();
      for (String name : List.of("ended", "running")) {
        Run run = new Run(name, name, "film", "train");
        runs.watches(run, Optional.of(new Beginning(true, Progress.NONE)));
        runs.saw(run, StepState.RUNNING);
        runs.told(run, told(5));
        if (name.equals("ended")) {
          runs.reports(run, new RunReport(RunState.STOPPED, List.of(), told(9), Optional.empty()));
        }
      }
      metrics
          .observers()
          .store()
          .asked(StoreObserver.Operation.READ, StoreObserver.Answer.DONE, Duration.ofMillis(3));
      return metrics.scrape();
    }
  }

  @Test
  void everyFigureIsServedAsItsTypeAndNoOtherIs() {
    var served = new TreeSet<String>();
    TYPE.matcher(scrapeOfEverything())
        .results()
        .filter(match -> !match.group(1).endsWith("_max"))
        .forEach(match -> served.add(match.group(1) + " " + match.group(2)));
    var listed =
        Arrays.stream(Figure.values())
            .map(
                figure ->
                    figure.prometheus()
                        + " "
                        + switch (figure.type()) {
                          case COUNTER -> "counter";
                          case GAUGE -> "gauge";
                          case TIMER -> "histogram";
                        })
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(listed, served);
  }

  @Test
  void everyFigureIsServedWithItsLabels() {
    String page = scrapeOfEverything();
    for (Figure figure : Figure.values()) {
      String name =
          figure.type() == Figure.Type.TIMER ? figure.prometheus() + "_count" : figure.prometheus();
      var labels = new TreeSet<String>();
      page.lines()
          .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
          .flatMap(line -> Pattern.compile("(\\w+)=\"").matcher(line).results())
          .forEach(match -> labels.add(match.group(1)));
      var listed = new TreeSet<>(figure.labels());
      listed.add("application");
      assertEquals(listed, labels, name);
    }
  }

  @Test
  void everySeriesSaysWhoseItIsTheJvmsAndTemporalsToo() throws ScopeCloseException {
    List<String> series;
    try (var metrics = new Metrics(() -> Instant.ofEpochSecond(1_000_000))) {
      try (Scope temporal = metrics.temporalScope()) {
        temporal.counter("temporal_request").inc(1);
      }
      series = metrics.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }
    for (String whose : List.of("likeness_", "jvm_", "process_", "temporal_request_total")) {
      assertTrue(series.stream().anyMatch(line -> line.startsWith(whose)), whose);
    }
    assertEquals(
        List.of(),
        series.stream().filter(line -> !line.contains("application=\"likeness\"")).toList());
  }

  @Test
  void thereAreFewSeries() {
    long own = scrapeOfEverything().lines().filter(line -> line.startsWith("likeness_")).count();
    assertTrue(own < 1000, () -> own + " series of one worker");
  }
}
