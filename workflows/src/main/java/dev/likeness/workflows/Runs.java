package dev.likeness.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Carries steps out as runs: spreads them over a bounded number of processes or pods, watches each
 * in slices, asks for a fresh generation where that helps, and stops what runs when the rest is no
 * longer wanted.
 */
final class Runs {
  /** Fresh generations that a run may ask for when its process or pod was lost or the like. */
  static final int GENERATIONS = 6;

  /** Chunks that one process or pod carries out in a row, at most. */
  private static final int STEPS_IN_A_RUN = 16;

  private final StepActivities activities;
  private final Journal journal;
  private final String project;

  Runs(Journal journal, String project) {
    this.activities = activities();
    this.journal = journal;
    this.project = project;
  }

  /** Activities that are watched in slices: short, heartbeating, tried again for ever. */
  static StepActivities activities() {
    return Workflow.newActivityStub(
        StepActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(15))
            .setHeartbeatTimeout(Duration.ofMinutes(1))
            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofMinutes(1))
                    .setMaximumAttempts(20)
                    .build())
            .build());
  }

  StepActivities stubs() {
    return activities;
  }

  RunRequest request(int generation, List<StepSpec> steps) {
    var info = Workflow.getInfo();
    return new RunRequest(
        project, info.getWorkflowId(), info.getFirstExecutionRunId(), generation, steps);
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
    Deque<Integer> waiting = new ArrayDeque<>();
    for (int from = 0; from < steps.size(); from += size) {
      waiting.add(from);
    }
    Map<Integer, RunRequest> running = new LinkedHashMap<>();
    Map<Integer, RunReport> reports = new LinkedHashMap<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              List<Promise<Void>> lanes = new ArrayList<>();
              for (int lane = 0; lane < parallel; lane++) {
                lanes.add(
                    Async.procedure(
                        () -> {
                          for (Integer from = waiting.poll(); from != null; from = waiting.poll()) {
                            int start = from;
                            var run = steps.subList(start, Math.min(start + size, steps.size()));
                            var report =
                                one(
                                    activity,
                                    run,
                                    request -> running.put(start, request),
                                    news -> {
                                      reports.put(start, news);
                                      journal.record(status(stage, what, steps.size(), reports));
                                    });
                            reports.put(start, report);
                            running.remove(start);
                            journal.record(status(stage, what, steps.size(), reports));
                          }
                        }));
              }
              Promise.allOf(lanes).get();
            });
    try {
      scope.run();
    } catch (RuntimeException e) {
      scope.cancel();
      stop(List.copyOf(running.values()));
      throw e;
    }
    List<StepResult> results = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += size) {
      RunReport report = reports.get(from);
      if (report == null) {
        throw new IllegalStateException("A run of " + stage + " left no report.");
      }
      results.addAll(report.results());
    }
    return results;
  }

  /** Stops runs even when this workflow is being cancelled. */
  void stop(List<RunRequest> running) {
    Workflow.newDetachedCancellationScope(() -> running.forEach(activities::stop)).run();
  }

  private RunReport one(
      Function<RunRequest, RunReport> activity,
      List<StepSpec> steps,
      java.util.function.Consumer<RunRequest> started,
      java.util.function.Consumer<RunReport> news) {
    RunRequest request = request(0, steps);
    while (true) {
      started.accept(request);
      RunReport report = activity.apply(request);
      switch (report.state()) {
        case RUNNING -> news.accept(report);
        case SUCCEEDED -> {
          return report;
        }
        case STOPPED -> request = request.nextGeneration();
        case FAILED -> request = again(request, report);
      }
    }
  }

  /** The next generation after a failure, or the end: a failure that people see. */
  RunRequest again(RunRequest request, RunReport report) {
    Failure failure =
        report
            .failure()
            .orElse(new Failure(FailureReason.UNKNOWN, "The run failed and left no reason.", ""));
    if (!failure.reason().worthAnotherGeneration() || request.generation() >= GENERATIONS) {
      throw failed(failure);
    }
    Workflow.sleep(Duration.ofSeconds(1L << Math.min(6, request.generation())));
    return request.nextGeneration();
  }

  static ApplicationFailure failed(Failure failure) {
    return ApplicationFailure.newNonRetryableFailure(
        failure.sentence(), failure.reason().name(), failure);
  }

  private static StageStatus status(
      String stage, String what, int steps, Map<Integer, RunReport> reports) {
    int made = 0;
    int reused = 0;
    long done = 0;
    long total = 0;
    double rate = 0;
    String unit = "";
    for (RunReport report : reports.values()) {
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
        new Progress(done, total, unit, rate, Ordered.of(), Ordered.of()));
  }
}
