package dev.likeness.activities.metrics;

import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.steps.RunFigure;
import dev.likeness.activities.steps.StepKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is true at this moment of the runs that are watched; the rest is not shown. */
final class LiveGauges {
  private final InstantSource clock;
  private final Map<Figure, MultiGauge> gauges = new EnumMap<>(Figure.class);
  private final Map<Figure, List<MultiGauge.Row<?>>> rows = new EnumMap<>(Figure.class);

  LiveGauges(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    for (Figure figure : Figure.values()) {
      if (figure.type() == Figure.Type.GAUGE && !figure.labels().isEmpty()) {
        gauges.put(figure, figure.gauges(registry));
      }
    }
  }

  /** Shows these runs from now on, and no others. */
  void show(Collection<TrackedRun> runs) {
    gauges.keySet().forEach(figure -> rows.put(figure, new ArrayList<>()));
    Instant now = clock.instant();
    standing(runs);
    waiting(runs, now);
    work(runs, now);
    trainings(runs).forEach(this::training);
    gauges.forEach((figure, gauge) -> gauge.register(shown(figure), true));
  }

  private List<MultiGauge.Row<?>> shown(Figure figure) {
    return Optional.ofNullable(rows.get(figure)).orElseGet(ArrayList::new);
  }

  private void add(Figure figure, double value, String... labels) {
    shown(figure).add(figure.row(value, labels));
  }

  private void standing(Collection<TrackedRun> runs) {
    for (StepKind kind : StepKind.values()) {
      for (StepState.Phase phase : StepState.Phase.values()) {
        long there =
            runs.stream()
                .filter(
                    run ->
                        run.run().kind().equals(kind.toString()) && run.standing().phase() == phase)
                .count();
        add(Figure.RUNS, (double) there, kind.toString(), RunMeters.word(phase));
      }
    }
  }

  private void waiting(Collection<TrackedRun> runs, Instant now) {
    for (StepKind kind : StepKind.values()) {
      for (StepState.Phase phase :
          List.of(StepState.Phase.PENDING, StepState.Phase.WAITING_FOR_GPU)) {
        double longest =
            runs.stream()
                .filter(run -> run.run().kind().equals(kind.toString()))
                .filter(run -> run.standing().phase() == phase)
                .mapToDouble(run -> seconds(run.standing().lasted(now)))
                .max()
                .orElse(0);
        add(Figure.LONGEST_WAIT, longest, kind.toString(), RunMeters.word(phase));
      }
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private record Place(String project, String kind) {}

  private void work(Collection<TrackedRun> runs, Instant now) {
    Comparator<Place> order = Comparator.comparing(Place::project).thenComparing(Place::kind);
    Map<Place, Long> done = new TreeMap<>(order);
    Map<Place, Long> expected = new TreeMap<>(order);
    Map<Place, Double> still = new TreeMap<>(order);
    for (TrackedRun run : runs) {
      Place place = new Place(run.run().project(), run.run().kind());
      done.merge(place, run.progress().done(), Long::sum);
      expected.merge(place, run.progress().total(), Long::sum);
      still.merge(place, seconds(run.still(now)), Math::max);
    }
    done.forEach((at, units) -> add(Figure.UNITS_DONE, (double) units, at.project(), at.kind()));
    expected.forEach(
        (at, units) -> add(Figure.UNITS_EXPECTED, (double) units, at.project(), at.kind()));
    still.forEach((at, time) -> add(Figure.UNITS_STILL, time, at.project(), at.kind()));
  }

  /** One for each project: that of two which is further. */
  private static Map<String, TrackedRun> trainings(Collection<TrackedRun> runs) {
    Map<String, TrackedRun> trainings = new TreeMap<>();
    for (TrackedRun run : runs) {
      boolean trains =
          run.run().kind().equals(StepKind.TRAIN.toString()) && run.progress().total() > 0;
      if (trains) {
        trainings.merge(
            run.run().project(),
            run,
            (one, other) -> one.progress().done() < other.progress().done() ? other : one);
      }
    }
    return trainings;
  }

  private void training(String project, TrackedRun run) {
    add(Figure.TRAINING_ITERATION, (double) run.progress().done(), project);
    add(Figure.TRAINING_GOAL, (double) run.progress().total(), project);
    add(Figure.TRAINING_RATE, run.progress().rate(), project);
    figure(run, RunFigure.SOURCE_LOSS)
        .ifPresent(loss -> add(Figure.TRAINING_LOSS, loss, project, "source"));
    figure(run, RunFigure.TARGET_LOSS)
        .ifPresent(loss -> add(Figure.TRAINING_LOSS, loss, project, "target"));
    figure(run, RunFigure.REDONE).ifPresent(redone -> add(Figure.TRAINING_REDONE, redone, project));
    figure(run, RunFigure.ROLLBACKS)
        .ifPresent(rollbacks -> add(Figure.TRAINING_ROLLBACKS, rollbacks, project));
    figure(run, RunFigure.CHECKPOINT_EVERY)
        .ifPresent(every -> add(Figure.CHECKPOINT_EVERY, every, project));
    figure(run, RunFigure.SAVE_SECONDS)
        .ifPresent(save -> add(Figure.CHECKPOINT_SAVE, save, project));
    figure(run, RunFigure.BEGAN)
        .ifPresent(began -> add(Figure.CHECKPOINT_AGE, age(run, began), project));
  }

  private double age(TrackedRun run, double began) {
    double saved = began + Totals.figure(run.progress(), RunFigure.CHECKPOINT);
    return Math.max(0, clock.millis() / 1e3 - saved);
  }

  private static Optional<Double> figure(TrackedRun run, String name) {
    return Optional.ofNullable(run.progress().figures().get(name));
  }
}
