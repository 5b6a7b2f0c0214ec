package dev.likeness.activities.chaos;

import dev.likeness.activities.steps.RunFigure;
import dev.likeness.workflows.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was done to a training, what Temporal showed then, and what it had cost so far. */
final class FaultTable {
  private static final Duration LONG = Duration.ofMinutes(6);

  private final ClusterJob job;
  private final String training;
  private final List<String> rows = new ArrayList<>();
  private long before;

  /**
   * @param training the workflow that trains
   */
  FaultTable(ClusterJob job, String training) {
    this.job = job;
    this.training = training;
  }

  /**
   * Waits until a watcher tells that a process has trained so much further than {@link #begins}.
   */
  void awaitIterations(long further) {
    Until.holds(
        "training goes on after " + before,
        LONG,
        () -> job.heartbeat(training).done() >= before + further);
  }

  /** A fault begins. */
  void begins() {
    Until.holds("a watcher tells", LONG, () -> job.heartbeat(training).done() > 0);
    before = job.heartbeat(training).done();
  }

  void shows(String fault, String outcome) {
    Progress now = job.heartbeat(training);
    rows.add(
        "| %s | %s | %d | %.0f |"
            .formatted(
                fault, outcome, now.done(), now.figures().getOrDefault(RunFigure.REDONE, 0.0)));
  }

  /** As a table in Markdown. */
  String text() {
    return "| fault | Temporal shows | iteration | redone so far |\n|---|---|---|---|\n"
        + String.join("\n", rows);
  }
}
