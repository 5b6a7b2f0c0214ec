package dev.likeness.activities.tracing;

import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepResult;
import dev.likeness.workflows.StepSpec;
import dev.likeness.workflows.StopReport;
import io.opentelemetry.api.trace.Span;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.failure.TemporalFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * A run that is watched in slices by a workflow which goes on as new in between, under a worker
 * that keeps one workflow and is given another one in each slice, so that it replays the first.
 */
final class WatchedRun {
  static final String WORKFLOW = "job";

  static final RunReport SUCCEEDED =
      new RunReport(
          RunState.SUCCEEDED,
          List.of(new StepResult("0".repeat(64), false, Map.of(), Map.of())),
          Progress.NONE,
          Optional.empty());

  private static final String QUEUE = "traces";

  private final int inARow;
  private final Slices slices;

  /** Watches a run, and goes on as new after so many slices in a row. */
  @WorkflowInterface
  public interface Watching {
    @WorkflowMethod(name = "Watching")
    void watch(int inARow);
  }

  /** Those of the steps' activities that it takes, called the same. */
  @ActivityInterface
  public interface Watched {
    @ActivityMethod(name = "Extract")
    RunReport extract(RunRequest request);

    @ActivityMethod(name = "Stop")
    StopReport stop(RunRequest request);
  }

  public static final class WatchingWorkflow implements Watching {
    @Override
    public void watch(int inARow) {
      var activities =
          Workflow.newActivityStub(
              Watched.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .setCancellationType(ActivityCancellationType.ABANDON)
                  .build());
      var info = Workflow.getInfo();
      RunRequest run = request(info.getWorkflowId(), info.getFirstExecutionRunId());
      RunState state = RunState.RUNNING;
      try {
        for (int i = 0; i < inARow && state == RunState.RUNNING; i++) {
          state = activities.extract(run).state();
        }
      } catch (TemporalFailure cancelled) {
        Workflow.newDetachedCancellationScope(() -> activities.stop(run)).run();
        throw cancelled;
      }
      if (state == RunState.RUNNING) {
        Workflow.newContinueAsNewStub(Watching.class).watch(inARow);
      }
      activities.stop(run);
    }
  }

  /** Takes the other workflow's place in the worker's memory. */
  @WorkflowInterface
  public interface Evicting {
    @WorkflowMethod(name = "Evicting")
    void evict();
  }

  public static final class EvictingWorkflow implements Evicting {
    @Override
    public void evict() {
      Workflow.sleep(Duration.ofMillis(1));
    }
  }

  /** Reports one after the other, and cancels the workflow when there is none left. */
  private static final class Slices implements Watched {
    private final Set<String> traces = ConcurrentHashMap.newKeySet();
    private final List<RunReport> reports;
    private int next;

    Slices(List<RunReport> reports) {
      this.reports = reports;
    }

    @Override
    public synchronized RunReport extract(RunRequest request) {
      traces.add(Span.current().getSpanContext().getTraceId());
      WorkflowClient client = Activity.getExecutionContext().getWorkflowClient();
      client
          .newWorkflowStub(Evicting.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
          .evict();
      if (next == reports.size()) {
        client.newUntypedWorkflowStub(WORKFLOW).cancel();
        return running(Map.of());
      }
      RunReport report = reports.get(next);
      next++;
      return report;
    }

    @Override
    public StopReport stop(RunRequest request) {
      return new StopReport(false);
    }
  }

  /**
   * @param inARow how many slices one execution of the workflow watches at most
   * @param reports what the slices report; with the one after the last the workflow is cancelled
   */
  WatchedRun(int inARow, RunReport... reports) {
    this.inARow = inARow;
    this.slices = new Slices(List.of(reports));
  }

  static RunRequest request(String workflow, String run) {
    return new RunRequest(
        "film",
        workflow,
        run,
        0,
        List.of(new StepSpec("extract", Map.of(), Map.of("from", 0L), "")));
  }

  static RunReport running(Map<String, String> notes) {
    return new RunReport(
        RunState.RUNNING, List.of(), new Progress(0, 0, "", 0, Map.of(), notes), Optional.empty());
  }

  /** The traces that the slices were in. */
  Set<String> traces() {
    return slices.traces;
  }

  /**
   * Runs the workflow to its end, a good one or a bad one.
   *
   * @param with what the client that starts it has
   * @param then is told the client and the workflow's first run, while the worker still runs
   */
  void watch(
      List<ContextPropagator> with,
      WorkerInterceptor interceptor,
      BiConsumer<WorkflowClient, String> then) {
    var factory =
        WorkerFactoryOptions.newBuilder()
            .setWorkflowCacheSize(1)
            .setWorkerInterceptors(interceptor)
            .build();
    try (var environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setWorkerFactoryOptions(factory).build())) {
      Worker worker = environment.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(WatchingWorkflow.class, EvictingWorkflow.class);
      worker.registerActivitiesImplementations(slices);
      environment.start();
      WorkflowClient client = environment.getWorkflowClient();
      WorkflowStub workflow =
          client.newUntypedWorkflowStub(
              "Watching",
              WorkflowOptions.newBuilder()
                  .setTaskQueue(QUEUE)
                  .setWorkflowId(WORKFLOW)
                  .setContextPropagators(with)
                  .build());
      String run = workflow.start(inARow).getRunId();
      try {
        workflow.getResult(Void.class);
      } catch (WorkflowFailedException cancelled) {
        // That is its end, too.
      }
      then.accept(client, run);
    }
  }
}
