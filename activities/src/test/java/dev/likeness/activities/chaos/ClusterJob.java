package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.RealStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.JobStatus;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.StageStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Jobs on an installed chart, started and steered by Temporal's command line. */
final class ClusterJob implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(6);
  private static final String NAMESPACE = "LIKENESS_CLUSTER_TEMPORAL_NAMESPACE";

  /** Workflow ids live longer than a test on a server that does. */
  private final String id = "on-pods-" + UUID.randomUUID().toString().substring(0, 8);

  private final Path folder;
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder()
              .setTarget(PlatformCluster.variable("TEMPORAL_ADDRESS"))
              .build());
  private final WorkflowClient client =
      WorkflowClient.newInstance(
          stubs,
          WorkflowClientOptions.newBuilder()
              .setNamespace(PlatformCluster.variable(NAMESPACE))
              .build());

  /**
   * @param folder for requests, as files
   */
  ClusterJob(Path folder) {
    this.folder = folder;
  }

  /** The store of the installed chart. */
  static StoreAddress store() {
    return RealStore.ofEnvironment(PlatformCluster.variable("LIKENESS_CLUSTER_BUCKET"));
  }

  String id() {
    return id;
  }

  /** The swap of a baseline's films, which are put into the store. */
  Path swap(Baseline alone, Map<String, Object> training) throws IOException {
    try (ArtifactStore bucket = ArtifactStore.prepare(store())) {
      return request(Job.request(bucket, alone.films(), training));
    }
  }

  Path request(Map<String, Object> fields) throws IOException {
    return Files.write(folder.resolve("job.json"), Json.MAPPER.writeValueAsBytes(fields));
  }

  void start(String type, String workflow, Path request) throws Exception {
    temporal(asking("start", type, workflow, request));
  }

  /** Starts a workflow and waits for its end, which may be a failure. */
  Shell.Ended execute(String type, String workflow, Path request) throws Exception {
    return Shell.ended(command(asking("execute", type, workflow, request)));
  }

  private static String[] asking(String how, String type, String workflow, Path request) {
    return new String[] {
      how,
      "--type",
      type,
      "--task-queue",
      "likeness",
      "--workflow-id",
      workflow,
      "--input-file",
      request.toString()
    };
  }

  /** As {@code temporal workflow update execute}. */
  void update(String workflow, String name) throws Exception {
    temporal("update", "execute", "--workflow-id", workflow, "--name", name);
  }

  /** As {@code temporal workflow cancel}, or {@code terminate}; waits until it is closed. */
  void end(String how, String workflow, WorkflowExecutionStatus expected) throws Exception {
    temporal(how, "--workflow-id", workflow);
    Until.holds(workflow + " is closed", LONG, () -> status(workflow).equals(expected));
  }

  private static void temporal(String... arguments) throws Exception {
    String said = Shell.run(command(arguments));
    assertTrue(said.length() > 0);
  }

  private static String[] command(String... arguments) {
    List<String> line = new ArrayList<>(List.of("temporal", "workflow"));
    line.addAll(List.of(arguments));
    line.addAll(
        List.of(
            "--address",
            PlatformCluster.variable("TEMPORAL_ADDRESS"),
            "--namespace",
            PlatformCluster.variable(NAMESPACE)));
    return line.toArray(String[]::new);
  }

  private WorkflowExecutionStatus status(String workflow) {
    return client.newUntypedWorkflowStub(workflow).describe().getStatus();
  }

  <R> R result(String workflow, Class<R> type) throws TimeoutException {
    return client.newUntypedWorkflowStub(workflow).getResult(10, TimeUnit.MINUTES, type);
  }

  /** Waits until a workflow says that a pod waits, and why. */
  void awaitWaiting(String workflow, String why) {
    awaitWaiting(List.of(workflow), why);
  }

  /** The same for any of some workflows. */
  void awaitWaiting(List<String> workflows, String why) {
    Until.holds(
        workflows + " wait: " + why,
        LONG,
        () ->
            workflows.stream()
                .flatMap(workflow -> stages(workflow).stream())
                .anyMatch(stage -> waits(stage).contains(why)));
  }

  private static String waits(StageStatus stage) {
    return stage.progress().notes().getOrDefault("waits", "");
  }

  void awaitStage(String workflow, String what, Predicate<StageStatus> test) {
    Until.holds(workflow + " " + what, LONG, () -> stages(workflow).stream().anyMatch(test));
  }

  /** How far a workflow's run has come, as its watcher's last heartbeat said. */
  Progress heartbeat(String workflow) {
    return pending(workflow).stream()
        .filter(PendingActivityInfo::hasHeartbeatDetails)
        .map(activity -> progress(activity.getHeartbeatDetails()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Progress.NONE);
  }

  /** How often the activity of a workflow was tried that goes on now. */
  int attempts(String workflow) {
    return pending(workflow).stream().mapToInt(PendingActivityInfo::getAttempt).max().orElse(0);
  }

  private Progress progress(Payloads details) {
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(details), Progress.class, Progress.class);
  }

  private List<PendingActivityInfo> pending(String workflow) {
    try {
      return stubs
          .blockingStub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(PlatformCluster.variable(NAMESPACE))
                  .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                  .build())
          .getPendingActivitiesList();
    } catch (StatusRuntimeException notYet) {
      return List.of();
    }
  }

  private List<StageStatus> stages(String workflow) {
    try {
      return client.newUntypedWorkflowStub(workflow).query("status", JobStatus.class).stages();
    } catch (WorkflowException between) {
      return List.of();
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
