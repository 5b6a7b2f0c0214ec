package dev.likeness.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Carries steps out as runs: spreads them over a bounded number of processes or pods, watches each
 * in slices, asks for a fresh generation where that helps, and stops what runs when the rest is no
 * longer wanted.
 */
final class Runs {
  /** After so long without a heartbeat a worker counts as gone, and another one watches. */
  private static final Duration WITHOUT_HEARTBEAT = Duration.ofSeconds(20);

  /**
   * Reports of what runs that an execution has seen, at least, before it goes on as new: one that
   * only found what others had made would never come to what is left.
   */
  private static final int WORTH_GOING_ON_AS_NEW = 20;

  /** Chunks that one process or pod carries out in a row, at most. */
  private static final int STEPS_IN_A_RUN = 16;

  /**
   * Notes that a worker makes: a pod's name, why it waits, that it has more memory, and a link,
   * which is good for a while.
   */
  static final List<String> OF_THE_WORKER =
      List.of("pod", "waits", "memory", Progress.PREVIEW_LINK);

  private final StepActivities activities;
  private final Journal journal;
  private final Gate gate;
  private final Map<Integer, RunRequest> running = new TreeMap<>();
  private Map<String, Object> resources = Ordered.of();
  private Optional<Request> again = Optional.empty();
  private int watched;

  /** Runs that nothing holds back. */
  Runs(Journal journal) {
    this(journal, new Gate(journal));
  }

  Runs(Journal journal, Gate gate) {
    this.activities = activities();
    this.journal = journal;
    this.gate = gate;
  }

  /**
   * Activities that are watched in slices: short, heartbeating, and tried again for a quarter of an
   * hour while the worker or the store does not answer. A watcher that is no longer wanted is
   * abandoned, not cancelled: Stop ends its run, and the embedded server never answers a
   * cancellation that crosses with the activity's own end.
   */
  static StepActivities activities() {
    return Workflow.newActivityStub(
        StepActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(15))
            .setHeartbeatTimeout(WITHOUT_HEARTBEAT)
            .setCancellationType(ActivityCancellationType.ABANDON)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofMinutes(1))
                    .setMaximumAttempts(20)
                    .build())
            .build());
  }

  /** What the steps of each stage may use, from now on. */
  Runs under(Map<String, Object> resources) {
    this.resources = resources;
    return this;
  }

  /**
   * When the history has grown, the workflow goes on as new between two runs with this request,
   * which asks for the very same: what is made is found again.
   */
  Runs goingOnWith(Request request) {
    again = Optional.of(request);
    return this;
  }

  StepActivities stubs() {
    return activities;
  }

  RunRequest request(int generation, List<StepSpec> steps) {
    var info = Workflow.getInfo();
    return new RunRequest(
        journal.project(),
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        generation,
        steps.stream().map(step -> Resources.of(resources, step)).toList());
  }

  /**
   * Carries out all steps, {@code parallel} runs at once, and gives one result a step, in order.
   */
  List<StepResult> all(
      String stage,
      String what,
      Function<RunRequest, RunReport> activity,
      List<StepSpec> steps,
      int parallel) {
    int size = Math.clamp(Math.ceilDiv(steps.size(), parallel), 1, STEPS_IN_A_RUN);
    Map<Integer, RunReport> reports = new TreeMap<>();
    boolean whole;
    try {
      whole =
          Lanes.spread(
              Math.ceilDiv(steps.size(), size),
              parallel,
              this::isTimeToGoOnAsNew,
              piece -> {
                int from = piece * size;
                one(
                    activity,
                    steps.subList(from, Math.min(from + size, steps.size())),
                    request -> running.put(piece, request),
                    report -> {
                      reports.put(piece, report);
                      journal.record(status(stage, what, steps.size(), reports));
                      if (report.state() == RunState.RUNNING) {
                        watched++;
                      } else {
                        running.remove(piece);
                      }
                    });
              });
    } catch (TemporalFailure e) {
      stopRunning();
      running.clear();
      throw e;
    }
    if (!whole) {
      goOnAsNew();
    }
    return reports.values().stream().flatMap(report -> report.results().stream()).toList();
  }

  private boolean isTimeToGoOnAsNew() {
    return again.isPresent()
        && watched >= WORTH_GOING_ON_AS_NEW
        && Workflow.getInfo().isContinueAsNewSuggested()
        && Changes.goOnAsNewBetweenRuns();
  }

  /** Somebody who pauses or resumes is answered by this execution. */
  private void goOnAsNew() {
    Workflow.await(() -> !gate.isClosed() && Workflow.isEveryHandlerFinished());
    Workflow.continueAsNew(again.orElseThrow());
  }

  /** One slice of watching; a worker that could not even watch is a failure with a reason, too. */
  static RunReport watch(Function<RunRequest, RunReport> activity, RunRequest request) {
    try {
      return activity.apply(request);
    } catch (ActivityFailure e) {
      throw named(e);
    }
  }

  /**
   * One slice; a run that turns out not to be wanted any more is stopped and watched to its end.
   * Whoever stopped it in time may have done so before its process existed.
   */
  RunReport slice(
      Function<RunRequest, RunReport> activity, RunRequest request, BooleanSupplier unwanted) {
    RunReport report = watch(activity, request);
    while (report.state() == RunState.RUNNING
        && unwanted.getAsBoolean()
        && Changes.stopUnwantedRuns()) {
      stop(List.of(request));
      report = watch(activity, request);
    }
    return report;
  }

  /** The failure of an activity, as people see it. */
  static TemporalFailure named(ActivityFailure e) {
    return switch (e.getCause()) {
      case CanceledFailure cancelled -> cancelled;
      case ApplicationFailure failure ->
          ApplicationFailure.newNonRetryableFailureWithCause(
              String.valueOf(failure.getOriginalMessage()),
              FailureReason.named(failure.getType()).orElse(FailureReason.UNKNOWN).name(),
              e);
      case null, default ->
          ApplicationFailure.newNonRetryableFailureWithCause(
              "No worker finished " + e.getActivityType() + " in time: is one running?",
              FailureReason.TIMED_OUT.name(),
              e);
    };
  }

  /** Stops runs, all at once, even when this workflow is being cancelled. */
  void stop(List<RunRequest> running) {
    Workflow.newDetachedCancellationScope(
            () -> {
              List<Promise<StopReport>> stops =
                  running.stream().map(run -> Async.function(activities::stop, run)).toList();
              for (Promise<StopReport> stop : stops) {
                try {
                  stop.get();
                } catch (ActivityFailure e) {
                  // What made us stop is told; a run nobody watches is the sweeper's.
                }
              }
            })
        .run();
  }

  /** Stops everything that {@link #all} has running. */
  void stopRunning() {
    stop(List.copyOf(running.values()));
  }

  private void one(
      Function<RunRequest, RunReport> activity,
      List<StepSpec> steps,
      Consumer<RunRequest> started,
      Consumer<RunReport> news) {
    var budget = new RetryBudget();
    RunRequest request = request(0, steps);
    while (true) {
      gate.pass();
      started.accept(request);
      RunReport report = slice(activity, request, gate::isClosed);
      news.accept(report);
      switch (report.state()) {
        case RUNNING -> {}
        case SUCCEEDED -> {
          if (report.results().size() != steps.size()) {
            throw defect(
                "A run of "
                    + steps.size()
                    + " steps gave "
                    + report.results().size()
                    + " results.");
          }
          return;
        }
        case STOPPED -> request = request.nextGeneration();
        case FAILED -> {
          budget.spend(report);
          request = request.nextGeneration().withMemory(budget.memory());
        }
      }
    }
  }

  static ApplicationFailure failed(Failure failure) {
    return ApplicationFailure.newNonRetryableFailure(
        failure.sentence(), failure.reason().name(), failure);
  }

  /** A failure of the workflow where any other exception would retry its task for ever. */
  static ApplicationFailure defect(String sentence) {
    return failed(new Failure(FailureReason.INTERNAL, sentence, ""));
  }

  private static StageStatus status(
      String stage, String what, int steps, Map<Integer, RunReport> reports) {
    int made = 0;
    int reused = 0;
    long done = 0;
    long total = 0;
    double rate = 0;
    String unit = "";
    Map<String, String> notes = new TreeMap<>();
    for (RunReport report : reports.values()) {
      if (report.state() == RunState.RUNNING) {
        OF_THE_WORKER.forEach(name -> note(name, report.progress(), notes));
      }
      for (StepResult result : report.results()) {
        made += result.reused() ? 0 : 1;
        reused += result.reused() ? 1 : 0;
      }
      done += report.progress().done();
      total += report.progress().total();
      rate += report.state() == RunState.RUNNING ? report.progress().rate() : 0;
      unit = report.progress().unit();
    }
    return new StageStatus(
        stage,
        what,
        made,
        reused,
        steps,
        new Progress(done, total, unit, rate, Ordered.of(), notes));
  }

  /** Of all runs at once, without saying the same twice. */
  private static void note(String name, Progress of, Map<String, String> notes) {
    String text = of.notes().getOrDefault(name, "");
    if (!text.isEmpty()) {
      notes.merge(name, text, (all, more) -> all.contains(more) ? all : all + ", " + more);
    }
  }
}
