package dev.likeness.activities.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Every figure of Likeness' own, as Prometheus knows it. {@code METRICS.md} is made of this. */
enum Figure {
  WORKER_READY(
      Type.GAUGE, "likeness_worker_ready", "", "1 while the worker takes work, 0 while it leaves."),
  RUNS_STARTED(
      Type.COUNTER,
      "likeness_runs_started_total",
      "kind",
      "Runs, which are processes or pods, that this worker asked for; not those it took over."),
  RUNS_ENDED(
      Type.COUNTER,
      "likeness_runs_ended_total",
      "kind, outcome",
      "Runs that this worker watched and saw end: `succeeded`, `stopped`, or why they failed. When"
          + " that report did not arrive, a second worker may see and count the same end."),
  RUNS(
      Type.GAUGE,
      "likeness_runs",
      "kind, state",
      "Runs that this worker watches at this moment: `pending`, `waiting_for_gpu`, `running`,"
          + " `terminating`."),
  LONGEST_WAIT(
      Type.GAUGE,
      "likeness_longest_wait_seconds",
      "kind, state",
      "How long this worker has seen the run in the state `pending` or `waiting_for_gpu` that has"
          + " been in it for longest; 0 where none is. A worker that takes over a run that waits"
          + " begins at 0."),
  RUN_START(
      Type.TIMER,
      "likeness_run_start_seconds",
      "kind",
      "From the moment a run is asked for until its process has started, by the clocks of both."
          + " Of runs that this worker asked for and heard of later."),
  RUN_TIME(
      Type.TIMER,
      "likeness_run_seconds",
      "kind",
      "How long the processes of runs worked, by what they told last."),
  RUN_BUSY(
      Type.COUNTER,
      "likeness_run_busy_seconds_total",
      "kind",
      "Seconds that the processes of runs worked, while they work."),
  STEP_RESULTS(
      Type.COUNTER,
      "likeness_step_results_total",
      "kind, reused",
      "Results that runs were found to have; `reused` when the result was there before. Counted"
          + " again where another worker finds them because the report did not arrive."),
  FRAMES(
      Type.COUNTER, "likeness_frames_total", "kind", "Frames that steps of this kind worked on."),
  ITERATIONS(
      Type.COUNTER,
      "likeness_training_iterations_total",
      "",
      "Iterations that trainings computed, those that were given up later included."),
  TRAINING_ITERATION(
      Type.GAUGE, "likeness_training_iteration", "project", "Where the training stands."),
  TRAINING_GOAL(
      Type.GAUGE,
      "likeness_training_goal_iterations",
      "project",
      "Where it ends; an estimate when it was given minutes."),
  TRAINING_RATE(
      Type.GAUGE,
      "likeness_training_iterations_per_second",
      "project",
      "The training's own speed, smoothed over some ten iterations, without checkpoints."),
  TRAINING_LOSS(
      Type.GAUGE,
      "likeness_training_loss",
      "project, side",
      "Mean loss of the last 25 iterations, `source` or `target`."),
  TRAINING_REDONE(
      Type.GAUGE,
      "likeness_training_redone_iterations",
      "project",
      "Iterations of the model that were computed again after a kill, over all its runs."),
  TRAINING_ROLLBACKS(
      Type.GAUGE,
      "likeness_training_rollbacks",
      "project",
      "How often the model was set back because its loss went wrong, over all its runs."),
  CHECKPOINT_AGE(
      Type.GAUGE,
      "likeness_checkpoint_age_seconds",
      "project",
      "What a kill would cost now: since the moment that the newest checkpoint holds, or since the"
          + " process began."),
  CHECKPOINT_EVERY(
      Type.GAUGE,
      "likeness_checkpoint_interval_seconds",
      "project",
      "How often a checkpoint is due."),
  CHECKPOINT_SAVE(
      Type.GAUGE,
      "likeness_checkpoint_save_seconds",
      "project",
      "How long the newest checkpoint took from the moment it holds until it was in the store."),
  UNITS_DONE(
      Type.GAUGE,
      "likeness_units_done",
      "project, kind",
      "Frames or iterations done by the runs that this worker watches at this moment."),
  UNITS_EXPECTED(
      Type.GAUGE,
      "likeness_units_expected",
      "project, kind",
      "Frames or iterations that these runs are to reach, as far as they know by now."),
  UNITS_STILL(
      Type.GAUGE,
      "likeness_units_still_seconds",
      "project, kind",
      "How long this worker has seen the one of these runs that stands still for longest at work"
          + " without a further frame or iteration; 0 where none is at work."),
  PLANS(
      Type.COUNTER,
      "likeness_plans_total",
      "outcome",
      "Requests that were `accepted`, or `refused` with their errors."),
  WATCHES_BROKEN(
      Type.COUNTER,
      "likeness_watches_broken_total",
      "silent",
      "Slices of watching that broke off because the `store` or the `cluster` did not answer."),
  RUNS_SWEPT(
      Type.COUNTER,
      "likeness_runs_swept_total",
      "",
      "Runs that this worker stopped, or whose Job it removed, because their workflow had ended."
          + " All workers look for them, and several may count the same run."),
  STORE_REQUESTS(
      Type.COUNTER,
      "likeness_store_requests_total",
      "operation, outcome",
      "The worker's requests to the store, each try counted: `done`, `missing`, `taken` (somebody"
          + " else was first), `refused`, `failed` (a 5xx answer), `silent` (no answer)."),
  STORE_TIME(
      Type.TIMER,
      "likeness_store_request_seconds",
      "operation",
      "From a request until its answer's content begins, or there is none."),
  STORE_BYTES(
      Type.COUNTER,
      "likeness_store_bytes_total",
      "direction",
      "Content that the worker `sent`, and content that answers announced (`received`)."),
  STORE_RETRIES(
      Type.COUNTER,
      "likeness_store_retries_total",
      "",
      "Requests that the worker sent once more because the store could not answer."),
  STORE_DEAD(
      Type.COUNTER,
      "likeness_store_dead_answers_total",
      "",
      "Results that count as absent because files that they name are gone from the store.");

  /** How a figure behaves. */
  enum Type {
    COUNTER,
    GAUGE,
    TIMER
  }

  private final Type type;
  private final String prometheus;
  private final String labels;
  private final String meaning;

  Figure(Type type, String prometheus, String labels, String meaning) {
    this.type = type;
    this.prometheus = prometheus;
    this.labels = labels;
    this.meaning = meaning;
  }

  Type type() {
    return type;
  }

  /** The name in Prometheus; a timer's is that of a histogram, with the usual endings. */
  String prometheus() {
    return prometheus;
  }

  List<String> labels() {
    return labels.isEmpty() ? List.of() : Arrays.asList(labels.split(", ", -1));
  }

  String meaning() {
    return meaning;
  }

  /** The name in Micrometer, which adds the endings of counters and timers itself. */
  private String meter() {
    return switch (type) {
      case COUNTER -> prometheus.substring(0, prometheus.length() - "_total".length());
      case TIMER -> prometheus.substring(0, prometheus.length() - "_seconds".length());
      case GAUGE -> prometheus;
    };
  }

  private Tags tags(String... values) {
    List<String> names = labels();
    if (names.size() != values.length) {
      throw new IllegalArgumentException(prometheus + " has the labels " + names + ".");
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(names.get(i), values[i]);
    }
    return tags;
  }

  /** The counter with these values of its labels, in order. */
  Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(meter()).description(meaning).tags(tags(values)).register(registry);
  }

  Timer timer(MeterRegistry registry, String... values) {
    return Timer.builder(meter()).description(meaning).tags(tags(values)).register(registry);
  }

  void gauge(MeterRegistry registry, Supplier<Number> value) {
    var _ =
        Gauge.builder(meter(), value).description(meaning).strongReference(true).register(registry);
  }

  /** For rows that come and go. */
  MultiGauge gauges(MeterRegistry registry) {
    return MultiGauge.builder(meter()).description(meaning).register(registry);
  }

  MultiGauge.Row<Number> row(double value, String... values) {
    return MultiGauge.Row.of(tags(values), value);
  }
}
