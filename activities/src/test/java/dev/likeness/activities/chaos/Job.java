package dev.likeness.activities.chaos;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.JobStatus;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.SwapResult;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A client that wants one job done: it asks for it, and asks again for the same whenever Temporal
 * has forgotten it or it failed for a reason that passes. Any other failure fails the test.
 */
final class Job implements AutoCloseable {
  static final String PROJECT = "chaos";

  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final long BETWEEN_LOOKS = 250;

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String id;
  private final Tally tally;

  Job(Cluster cluster, String id, Tally tally) {
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(cluster.temporal()).build());
    this.client = WorkflowClient.newInstance(stubs);
    this.id = id;
    this.tally = tally;
  }

  /** What is asked for: both films of the actors, stored here. */
  static Map<String, Object> request(
      ArtifactStore store, Path films, Map<String, Object> training) {
    return Map.of(
        "project", PROJECT,
        "sources", List.of(medium(store, films, DemoFootage.SOURCE)),
        "targets", List.of(medium(store, films, DemoFootage.TARGET)),
        "training", training,
        "fanout", fanout());
  }

  static Map<String, Object> training() {
    return Map.of("iterations", 24, "segmentIterations", 8);
  }

  static Map<String, Object> fanout() {
    return Map.of("chunk", 30, "parallel", 2);
  }

  private static Map<String, Object> medium(ArtifactStore store, Path films, String name) {
    return Map.of("media", store.put(films.resolve(name)).digest().hex(), "name", name);
  }

  /**
   * The job's result.
   *
   * @param stage is told where the job stands, over and over
   */
  SwapResult run(Map<String, Object> request, Consumer<String> stage) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    try (var looks = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          looks.scheduleWithFixedDelay(
              () -> stage().ifPresent(stage), 0, BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      try {
        while (true) {
          try {
            return once(request, end);
          } catch (WorkflowFailedException failed) {
            tally.startedAgain(reason(failed).name());
          } catch (WorkflowException | StatusRuntimeException forgotten) {
            tally.startedAgain(forgotten.getClass().getSimpleName());
          }
        }
      } finally {
        looks.shutdownNow();
      }
    }
  }

  private SwapResult once(Map<String, Object> request, long end) throws InterruptedException {
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            "FaceSwap",
            WorkflowOptions.newBuilder()
                .setTaskQueue(WorkerProcess.TASK_QUEUE)
                .setWorkflowId(id)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    workflow.start(Request.of(request));
    try {
      return workflow
          .getResultAsync(SwapResult.class)
          .get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException never) {
      throw new AssertionError("The job did not end within " + LONGEST + ".", never);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new AssertionError("The job's end could not be told.", e);
    }
  }

  private Optional<String> stage() {
    try {
      JobStatus status = client.newUntypedWorkflowStub(id).query("status", JobStatus.class);
      return Optional.of(status.stage());
    } catch (RuntimeException nobodyAnswers) {
      return Optional.empty();
    }
  }

  private static FailureReason reason(WorkflowFailedException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure) {
        Optional<FailureReason> reason = FailureReason.named(failure.getType());
        boolean passes =
            reason
                .filter(
                    known -> known.worthAnotherGeneration() || known == FailureReason.MODEL_BUSY)
                .isPresent();
        if (passes) {
          return reason.get();
        }
        throw new AssertionError(
            "The job failed for good: " + failure.getOriginalMessage(), failed);
      }
    }
    throw new AssertionError("The job failed without a reason.", failed);
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
