package dev.likeness.activities.metrics;

import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.steps.StepKind;
import dev.likeness.activities.worker.RunFigures;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepResult;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Counts what watchers see of runs, each thing once. */
final class RunMeters implements RunFigures {
  /** A run that nobody has watched for so long is not remembered. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final int ENDS_REMEMBERED = 10_000;

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final RunningTotals totals = new RunningTotals();
  private final Map<String, TrackedRun> runs = new HashMap<>();

  /** Ends are reported again when the report was lost. */
  private final Set<String> ended =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > ENDS_REMEMBERED;
            }
          });

  RunMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    beginAtZero();
  }

  /** What first appears as a one did not rise, in the eyes of Prometheus. */
  private void beginAtZero() {
    for (StepKind kind : StepKind.values()) {
      String name = kind.toString();
      Figure.RUNS_STARTED.counter(registry, name);
      Figure.RUN_BUSY.counter(registry, name);
      outcomes().forEach(outcome -> Figure.RUNS_ENDED.counter(registry, name, outcome));
      for (String reused : List.of("true", "false")) {
        Figure.STEP_RESULTS.counter(registry, name, reused);
      }
      if (kind != StepKind.TRAIN) {
        Figure.FRAMES.counter(registry, name);
      }
    }
    Figure.ITERATIONS.counter(registry);
    Figure.RUNS_SWEPT.counter(registry);
    Figure.PLANS.counter(registry, "accepted");
    Figure.PLANS.counter(registry, "refused");
    for (Silent who : Silent.values()) {
      Figure.WATCHES_BROKEN.counter(registry, word(who));
    }
  }

  /** Every way in which a run can end, as a label. */
  static Stream<String> outcomes() {
    return Stream.concat(
            Stream.of(RunState.SUCCEEDED, RunState.STOPPED), Stream.of(FailureReason.values()))
        .map(RunMeters::word)
        .distinct();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public synchronized void watches(Run run, Optional<Beginning> beginning) {
    Instant now = clock.instant();
    if (!runs.containsKey(run.name())) {
      boolean created = beginning.filter(Beginning::created).isPresent();
      runs.put(run.name(), TrackedRun.of(run, created ? Optional.of(now) : Optional.empty(), now));
      if (created) {
        Figure.RUNS_STARTED.counter(registry, run.kind()).increment();
      }
    }
    beginning.ifPresentOrElse(
        first -> totals.begin(run.object(), Totals.of(first.told()).orElse(Totals.NONE), now),
        () -> totals.resume(run.object(), now));
    change(run, tracked -> tracked.watched(1, now));
  }

  @Override
  public synchronized void saw(Run run, StepState state) {
    Instant now = clock.instant();
    change(run, tracked -> tracked.at(state.phase(), now));
  }

  @Override
  public synchronized void told(Run run, Progress progress) {
    Optional<Totals> told = Totals.of(progress);
    TrackedRun tracked = runs.get(run.name());
    if (tracked == null) {
      return;
    }
    if (told.isEmpty()) {
      totals.nothingYet(run.object(), clock.instant());
      return;
    }
    totals
        .more(run.object(), told.get(), clock.instant())
        .ifPresent(more -> count(run.kind(), more));
    tracked
        .asked()
        .filter(asked -> told.get().began() >= seconds(asked) - RunningTotals.ALONE.toSeconds())
        .ifPresent(
            asked -> {
              record(Figure.RUN_START, run, told.get().began() - seconds(asked));
              change(run, TrackedRun::begun);
            });
    change(run, known -> known.told(progress, clock.instant()));
  }

  private static double seconds(Instant moment) {
    return moment.toEpochMilli() / 1e3;
  }

  private void count(String kind, Totals more) {
    Figure.RUN_BUSY.counter(registry, kind).increment(more.seconds());
    if (more.frames() > 0) {
      Figure.FRAMES.counter(registry, kind).increment(more.frames());
    }
    Figure.ITERATIONS.counter(registry).increment(more.iterations());
  }

  private void record(Figure timer, Run run, double seconds) {
    timer
        .timer(registry, run.kind())
        .record(Duration.ofMillis(Math.round(1e3 * Math.max(0, seconds))));
  }

  @Override
  public synchronized void reports(Run run, RunReport report) {
    told(run, report.progress());
    if (report.state() == RunState.RUNNING) {
      return;
    }
    TrackedRun tracked = runs.remove(run.name());
    if (!ended.add(run.name())) {
      return;
    }
    for (StepResult result : succeeded(report)) {
      Figure.STEP_RESULTS
          .counter(registry, run.kind(), Boolean.toString(result.reused()))
          .increment();
    }
    if (tracked != null) {
      Figure.RUNS_ENDED.counter(registry, run.kind(), outcome(report)).increment();
      Totals.of(tracked.progress()).ifPresent(last -> record(Figure.RUN_TIME, run, last.seconds()));
    }
  }

  /** A training that was stopped shows its newest checkpoint, which is no step's result. */
  private static List<StepResult> succeeded(RunReport report) {
    return report.state() == RunState.SUCCEEDED ? report.results() : List.of();
  }

  private static String outcome(RunReport report) {
    return report.failure().map(why -> word(why.reason())).orElseGet(() -> word(report.state()));
  }

  @Override
  public synchronized void leaves(Run run) {
    change(run, tracked -> tracked.watched(-1, clock.instant()));
  }

  @Override
  public void planned(boolean accepted) {
    Figure.PLANS.counter(registry, accepted ? "accepted" : "refused").increment();
  }

  @Override
  public void couldNotWatch(Silent who) {
    Figure.WATCHES_BROKEN.counter(registry, word(who)).increment();
  }

  @Override
  public void swept() {
    Figure.RUNS_SWEPT.counter(registry).increment();
  }

  private void change(Run run, UnaryOperator<TrackedRun> change) {
    runs.computeIfPresent(run.name(), (name, tracked) -> change.apply(tracked));
  }

  /** The runs that are watched at this moment; forgets those that others took over long ago. */
  synchronized List<TrackedRun> live() {
    Instant now = clock.instant();
    Instant then = now.minus(REMEMBERED);
    runs.values().removeIf(run -> run.slices() == 0 && run.seen().isBefore(then));
    totals.forgetBefore(then);
    return runs.values().stream().filter(run -> run.isLive(now)).toList();
  }
}
