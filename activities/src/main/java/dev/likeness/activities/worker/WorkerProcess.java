package dev.likeness.activities.worker;

import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.ChildProcessRunner;
import dev.likeness.activities.runner.StepRunner;
import dev.likeness.activities.runner.Sweepable;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.workflows.ConvertVideoWorkflow;
import dev.likeness.workflows.ExtractFacesWorkflow;
import dev.likeness.workflows.FaceSwapWorkflow;
import dev.likeness.workflows.TrainModelWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.worker.tuning.PollerBehavior;
import io.temporal.worker.tuning.PollerBehaviorSimpleMaximum;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Serves the task queue: workflows, and the activities that run and watch their steps. */
public final class WorkerProcess implements AutoCloseable {
  /** Where everybody starts workflows. */
  public static final String TASK_QUEUE = "likeness";

  /**
   * Watchers wait most of their time, on virtual threads that cost next to nothing: so many that
   * planning and stopping never wait behind them. See .adr/0016-scale.md.
   */
  private static final int WATCHERS = 10_000;

  /** Open workflows kept in memory; one that is not is replayed when anything happens to it. */
  private static final int WORKFLOWS = 2_000;

  /** A workflow has a thread for each lane it watches; when they run out, others are forgotten. */
  private static final int WORKFLOW_THREADS = 20_000;

  /**
   * Requests that wait for work, four times the usual, for jobs that start at the same time. Those
   * that adapt their number take minutes to come back when Temporal was away.
   */
  private static final PollerBehavior POLLERS = new PollerBehaviorSimpleMaximum(20);

  /** Long enough for watchers to report how their steps ended. */
  private static final long SECONDS_TO_REPORT = 10;

  private final WorkerFactory factory;
  private final StepRunner runner;
  private final RunWatcher watcher;
  private final ArtifactStore store;
  private final OrphanSweeper sweeper;

  private WorkerProcess(
      WorkerFactory factory,
      StepRunner runner,
      RunWatcher watcher,
      ArtifactStore store,
      OrphanSweeper sweeper) {
    this.factory = factory;
    this.runner = runner;
    this.watcher = watcher;
    this.store = store;
    this.sweeper = sweeper;
  }

  public static WorkerProcess start(
      WorkflowClient client, StoreAddress address, Home home, WorkerSettings settings) {
    return start(
        client,
        address,
        children(address, home, settings),
        Optional.empty(),
        settings,
        Optional.empty(),
        Observers.NONE);
  }

  /** Runs that are child processes of this one. */
  public static StepRunner children(StoreAddress address, Home home, WorkerSettings settings) {
    return new ChildProcessRunner(
        address,
        home.scratch(),
        home.logs(),
        settings.profiles(),
        List.of("dev.likeness.activities.Main", "step"));
  }

  /**
   * Serves as a version of a deployment when one is given.
   *
   * @param runner is closed with this worker
   * @param all runs of all workers, to sweep; absent to sweep those that this one watches
   * @param observers are told of all that this worker sees
   */
  public static WorkerProcess start(
      WorkflowClient client,
      StoreAddress address,
      StepRunner runner,
      Optional<Sweepable> all,
      WorkerSettings settings,
      Optional<Deployment> deployment,
      Observers observers) {
    ArtifactStore store = ArtifactStore.prepare(address, observers.store());
    WorkerFactoryOptions.Builder shared =
        WorkerFactoryOptions.newBuilder()
            .setUsingVirtualWorkflowThreads(true)
            .setWorkflowCacheSize(WORKFLOWS)
            .setMaxWorkflowThreadCount(WORKFLOW_THREADS);
    observers.traces().ifPresent(shared::setWorkerInterceptors);
    WorkerFactory factory = WorkerFactory.newInstance(client, shared.build());
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setUsingVirtualThreads(true)
            .setMaxConcurrentActivityExecutionSize(WATCHERS)
            .setWorkflowTaskPollersBehavior(POLLERS)
            .setActivityTaskPollersBehavior(POLLERS);
    deployment.ifPresent(version -> options.setDeploymentOptions(version.options()));
    Worker worker = factory.newWorker(TASK_QUEUE, options.build());
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(DataConverterException.class)
            .build(),
        FaceSwapWorkflow.class,
        ExtractFacesWorkflow.class,
        TrainModelWorkflow.class,
        ConvertVideoWorkflow.class);
    var watcher =
        new RunWatcher(
            store,
            runner,
            settings,
            observers.runs(),
            PreviewLinks.to(address, settings.previews()));
    var owners = new Owners(client);
    worker.registerActivitiesImplementations(
        new StepWork(
            store,
            watcher,
            new ModelHolders(owners),
            new Searchability(client),
            observers.runs(),
            settings.bounds()));
    factory.start();
    var sweeper =
        new OrphanSweeper(
                all.<Sweepable>map(everywhere -> new SweptElsewhere(everywhere, watcher))
                    .orElse(watcher),
                owners::of,
                settings.orphanGrace(),
                InstantSource.system(),
                observers.runs()::swept)
            .every(settings.sweep());
    return new WorkerProcess(factory, runner, watcher, store, sweeper);
  }

  /**
   * Asks every step that ends with this worker to checkpoint and leave, waits for it, at most so
   * long, and has all watchers tell Temporal, so that another worker need not find out. Nothing is
   * served afterwards.
   */
  public void leave(Duration grace) throws InterruptedException {
    factory.suspendPolling();
    runner.leave(grace);
    watcher.detach();
    factory.shutdown();
    factory.awaitTermination(SECONDS_TO_REPORT, TimeUnit.SECONDS);
  }

  /** Ends every step at once; what they had not made visible is lost. */
  public void killSteps() {
    runner.close();
  }

  @Override
  public void close() {
    sweeper.close();
    factory.shutdownNow();
    factory.awaitTermination(5, TimeUnit.SECONDS);
    runner.close();
    store.close();
  }
}
