package dev.likeness.activities.worker;

import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.ChildProcessRunner;
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
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Serves the task queue: workflows, and activities whose steps are child processes of this one. */
public final class WorkerProcess implements AutoCloseable {
  /** Where everybody starts workflows. */
  public static final String TASK_QUEUE = "likeness";

  private final WorkerFactory factory;
  private final ChildProcessRunner runner;
  private final ArtifactStore store;

  private WorkerProcess(WorkerFactory factory, ChildProcessRunner runner, ArtifactStore store) {
    this.factory = factory;
    this.runner = runner;
    this.store = store;
  }

  public static WorkerProcess start(
      WorkflowClient client, StoreAddress address, Home home, WorkerSettings settings) {
    ArtifactStore store = ArtifactStore.prepare(address);
    var runner =
        new ChildProcessRunner(
            address,
            home.scratch(),
            home.logs(),
            settings.profiles(),
            List.of("dev.likeness.activities.Main", "step"));
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker =
        factory.newWorker(
            TASK_QUEUE,
            WorkerOptions.newBuilder()
                // A watcher waits most of its time: virtual threads cost next to nothing.
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(200)
                .build());
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(DataConverterException.class)
            .build(),
        FaceSwapWorkflow.class,
        ExtractFacesWorkflow.class,
        TrainModelWorkflow.class,
        ConvertVideoWorkflow.class);
    worker.registerActivitiesImplementations(
        new StepWork(store, new RunWatcher(store, runner, settings), new ModelHolders(client)));
    factory.start();
    return new WorkerProcess(factory, runner, store);
  }

  /** Asks every step to checkpoint and leave, and waits for it, at most so long. */
  public void stopSteps(Duration grace) throws InterruptedException {
    factory.suspendPolling();
    runner.stopAll(grace);
  }

  /** Ends every step at once; what they had not made visible is lost. */
  public void killSteps() {
    runner.close();
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(5, TimeUnit.SECONDS);
    runner.close();
    store.close();
  }
}
