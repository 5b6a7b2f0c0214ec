package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.faults.NeedsVariables;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.workflows.Answer;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.SwapResult;
import dev.likeness.workflows.TrainedModel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on a real Temporal and a real S3 store, done by {@code likeness worker}, while all of them
 * die or are steered: each ends in the bytes of the one that was left alone.
 */
@NeedsVariables(
    value = {"TEMPORAL_ADDRESS", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY"},
    faults = {"TEMPORAL", "S3"})
class PlatformIT {
  private static final long ITERATIONS = 64;
  private static final long SEGMENT = 8;

  /** Workflow ids live longer than a test on a server that does. */
  private static final String HERE = "-" + UUID.randomUUID().toString().substring(0, 8);

  @TempDir static Path folder;

  private static Servers servers;
  private static WorkflowServiceStubs stubs;
  private static WorkflowClient client;
  private static ArtifactStore store;
  private static SwapResult alone;
  private static final List<WorkflowStub> started = new ArrayList<>();

  @BeforeAll
  static void runAJobThatIsLeftAlone() throws Exception {
    servers = Servers.ofEnvironment();
    stubs = servers.connect();
    client = WorkflowClient.newInstance(stubs);
    store = ArtifactStore.prepare(servers.store());
    Laptop.film(folder, 30);
    try (var worker = RemoteWorker.start(servers, folder.resolve("alone"))) {
      alone = start("FaceSwap", "alone", job(store, "alone")).getResult(SwapResult.class);
      assertTrue(worker.isAlive());
    }
  }

  /** What a failed test leaves would be taken up by the worker of the next. */
  @AfterEach
  void endWhatStillRuns() {
    for (WorkflowStub workflow : started) {
      try {
        workflow.terminate("The test is over.");
      } catch (WorkflowNotFoundException ended) {
        // As it should be.
      }
    }
    started.clear();
  }

  @AfterAll
  static void disconnect() {
    store.close();
    stubs.shutdownNow();
  }

  @Test
  void aJobWhoseWorkersServerAndStoreDieEndsInTheSameBytes() throws Exception {
    Servers others = Servers.ofEnvironment();
    Path home = folder.resolve("dying");
    var worker = RemoteWorker.start(others, home);
    try (ArtifactStore bucket = ArtifactStore.prepare(others.store())) {
      WorkflowStub job = start("FaceSwap", "dying", job(bucket, "dying"));
      RemoteWorker first = worker;
      Patience.until("faces are looked for", () -> first.steps().findAny().isPresent());
      Servers.fault("TEMPORAL_STOP");
      worker.kill();
      Servers.fault("TEMPORAL_START");

      worker = RemoteWorker.start(others, home);
      awaitIteration(bucket, "dying", SEGMENT);
      Servers.fault("TEMPORAL_STOP");
      awaitIteration(bucket, "dying", 2 * SEGMENT);
      Servers.fault("TEMPORAL_START");
      worker.kill();

      worker = RemoteWorker.start(others, home);
      awaitIteration(bucket, "dying", 3 * SEGMENT);
      Servers.fault("S3_STOP");
      assertThrows(StoreException.class, () -> iteration(bucket, "dying"));
      Servers.fault("S3_START");
      awaitIteration(bucket, "dying", 5 * SEGMENT);
      assertEquals(0, worker.terminate());

      worker = RemoteWorker.start(others, home);
      SwapResult swapped = job.getResult(SwapResult.class);
      assertEquals(weights(alone.model()), weights(swapped.model()));
      assertEquals(alone.films().getFirst().film(), swapped.films().getFirst().film());
      assertEquals(facesets(alone), facesets(swapped));
    } finally {
      worker.close();
    }
  }

  @Test
  void aTrainingThatIsPausedCancelledStartedAgainAndResetEndsInTheSameBytes() throws Exception {
    try (var worker = RemoteWorker.start(servers, folder.resolve("steered"))) {
      WorkflowStub training = start("TrainModel", "steered", training("steered", ITERATIONS));
      awaitIteration(store, "steered", SEGMENT);
      assertModelIsBusy("steered");

      training.update("pause", Answer.class);
      assertEquals(List.of(), worker.steps().toList());
      long paused = iteration(store, "steered");
      training.update("resume", Answer.class);
      awaitIteration(store, "steered", paused + 1);

      training.cancel();
      var cancelled =
          assertThrows(WorkflowFailedException.class, () -> training.getResult(TrainedModel.class));
      assertInstanceOf(CanceledFailure.class, cancelled.getCause());
      assertEquals(List.of(), worker.steps().toList());

      long stood = iteration(store, "steered");
      var _ = start("TrainModel", "steered", training("steered", ITERATIONS));
      awaitIteration(store, "steered", stood + 1);
      resetToItsFirstTask("steered");
      var model = workflow("steered").getResult(TrainedModel.class);
      assertEquals(weights(alone.model()), weights(model));
    }
  }

  @Test
  void aTrainingThatIsTerminatedIsStoppedAndGoesOnWhenItIsStartedAgain() throws Exception {
    try (var worker = RemoteWorker.start(servers, folder.resolve("ended"))) {
      WorkflowStub training = start("TrainModel", "ended", training("ended", 1_000_000));
      awaitIteration(store, "ended", SEGMENT);
      training.terminate("to see who stops its step");
      Patience.until("the step is stopped", () -> worker.steps().findAny().isEmpty());
      assertTrue(worker.isAlive());
      var again = start("TrainModel", "ended", training("ended", ITERATIONS));
      assertEquals(weights(alone.model()), weights(again.getResult(TrainedModel.class)));
    }
  }

  @Test
  void aWorkerRegistersAsTheVersionOfADeployment() throws Exception {
    String name = "likeness" + HERE;
    try (var worker =
        RemoteWorker.start(
            servers, folder.resolve("versioned"), "--deployment", name, "--build-id", "seven")) {
      Patience.until("the version is known", () -> versions(name).equals(List.of("seven")));
      assertTrue(worker.isAlive());
    }
  }

  private static void assertModelIsBusy(String model) {
    WorkflowStub rival = start("TrainModel", "rival", training(model, ITERATIONS));
    var failed =
        assertThrows(WorkflowFailedException.class, () -> rival.getResult(TrainedModel.class));
    var failure = assertInstanceOf(ApplicationFailure.class, failed.getCause());
    assertEquals(FailureReason.MODEL_BUSY.name(), failure.getType());
    assertTrue(
        failure.getOriginalMessage().contains("by workflow " + model + HERE),
        failure.getOriginalMessage());
  }

  private static void resetToItsFirstTask(String id) {
    HistoryEvent first =
        client.fetchHistory(id + HERE).getEvents().stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            .findFirst()
            .orElseThrow();
    var _ =
        stubs
            .blockingStub()
            .resetWorkflowExecution(
                ResetWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setWorkflowExecution(
                        WorkflowExecution.newBuilder().setWorkflowId(id + HERE).build())
                    .setWorkflowTaskFinishEventId(first.getEventId())
                    .setRequestId(UUID.randomUUID().toString())
                    .setReason("to see it begin again")
                    .build());
  }

  private static List<String> versions(String deployment) {
    try {
      return stubs
          .blockingStub()
          .describeWorkerDeployment(
              DescribeWorkerDeploymentRequest.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .setDeploymentName(deployment)
                  .build())
          .getWorkerDeploymentInfo()
          .getVersionSummariesList()
          .stream()
          .map(version -> version.getDeploymentVersion().getBuildId())
          .toList();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private static WorkflowStub start(String type, String id, Map<String, Object> request) {
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setTaskQueue(WorkerProcess.TASK_QUEUE)
                .setWorkflowId(id + HERE)
                .build());
    workflow.start(Request.of(request));
    started.add(workflow(id));
    return workflow;
  }

  private static WorkflowStub workflow(String id) {
    return client.newUntypedWorkflowStub(id + HERE);
  }

  private static Map<String, Object> job(ArtifactStore bucket, String model) {
    Map<String, Object> job = new HashMap<>();
    job.put("project", "platform-test");
    job.put("model", model);
    job.put("sources", List.of(medium(bucket, DemoFootage.SOURCE)));
    job.put("targets", List.of(medium(bucket, DemoFootage.TARGET)));
    job.put("training", Map.of("iterations", ITERATIONS, "segmentIterations", SEGMENT));
    job.put("fanout", Map.of("chunk", 15, "parallel", 2));
    return job;
  }

  private static Map<String, Object> medium(ArtifactStore bucket, String name) {
    return Map.of("media", bucket.put(folder.resolve(name)).digest().hex(), "name", name);
  }

  /** The training of the job that was left alone, with another name for the model. */
  private static Map<String, Object> training(String model, long iterations) {
    return Map.of(
        "project",
        "platform-test",
        "model",
        model,
        "sources",
        alone.sources().getFirst().facesets(),
        "targets",
        alone.targets().getFirst().facesets(),
        "training",
        Map.of("iterations", iterations, "segmentIterations", SEGMENT));
  }

  private static List<List<String>> facesets(SwapResult result) {
    return List.of(result.sources().getFirst().facesets(), result.targets().getFirst().facesets());
  }

  private static String weights(TrainedModel model) {
    return String.valueOf(model.outputs().get("weights"));
  }

  private static long iteration(ArtifactStore bucket, String model) {
    return ModelLog.of(bucket, model).newest().map(ModelLog.Checkpoint::iteration).orElse(0L);
  }

  private static void awaitIteration(ArtifactStore bucket, String model, long wanted)
      throws InterruptedException {
    Patience.until(model + " is trained to " + wanted, () -> iteration(bucket, model) >= wanted);
  }
}
