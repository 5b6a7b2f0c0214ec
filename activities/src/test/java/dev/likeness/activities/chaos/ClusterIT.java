package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.EmptiedStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.store.StoreAudit;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.JobStatus;
import dev.likeness.workflows.StageStatus;
import dev.likeness.workflows.SwapResult;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on an installed chart: started by Temporal's command line, carried out by pods that
 * ask for GPUs, while pods, Temporal and store are taken away. It ends in the bytes of the job that
 * one machine did undisturbed.
 */
@EnabledIfEnvironmentVariable(
    named = "LIKENESS_CLUSTER_NAMESPACE",
    matches = ".+",
    disabledReason = "needs a cluster with the chart installed: see CONTRIBUTING.md")
class ClusterIT {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String NAMESPACE_OF_TEMPORAL = "LIKENESS_CLUSTER_TEMPORAL_NAMESPACE";

  /** Long enough for everything that happens to it while it trains. */
  private static final Map<String, Object> TRAINING =
      Map.of("iterations", 160, "segmentIterations", 32);

  /** Workflow ids live longer than a test on a server that does. */
  private final String id = "on-pods-" + UUID.randomUUID().toString().substring(0, 8);

  @TempDir Path folder;

  private Pods pods;
  private StoreAddress store;
  private WorkflowServiceStubs stubs;
  private WorkflowClient client;

  @BeforeEach
  void connect() {
    pods = new Pods(PlatformCluster.variable("LIKENESS_CLUSTER_NAMESPACE"), folder);
    store =
        new StoreAddress(
            URI.create(PlatformCluster.variable("S3_ENDPOINT")),
            PlatformCluster.variable("LIKENESS_CLUSTER_BUCKET"),
            "us-east-1",
            PlatformCluster.variable("S3_ACCESS_KEY"),
            PlatformCluster.variable("S3_SECRET_KEY"));
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(PlatformCluster.variable("TEMPORAL_ADDRESS"))
                .build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(PlatformCluster.variable(NAMESPACE_OF_TEMPORAL))
                .build());
  }

  @AfterEach
  void disconnect() throws Exception {
    pods.giveWay();
    stubs.shutdownNow();
  }

  @Test
  void aJobWhosePodsServerAndStoreAreTakenAwayEndsInTheSameBytesAndLeavesNothing()
      throws Exception {
    Baseline alone = Baseline.of(TRAINING);
    EmptiedStore.at(store);
    Path job = folder.resolve("job.json");
    try (ArtifactStore bucket = ArtifactStore.prepare(store)) {
      Files.write(job, Json.MAPPER.writeValueAsBytes(Job.request(bucket, alone.films(), TRAINING)));
    }
    start(job);

    pods.delete(pods.running("extract"));
    pods.evict(pods.running("faceset"));
    CommandService temporalServer = new CommandService("TEMPORAL");
    temporalServer.kill();
    temporalServer.close();

    String small = pods.running("train");
    assertEquals("2500Mi", pods.memory(small));
    pods.exhaust(small);
    assertEquals("3Gi", pods.memory(pods.running("train")), "up to the profile's maxMemory");
    pods.preempt(pods.image());
    awaitStage("train waits for a GPU", stage -> waits(stage).contains("free nvidia.com/gpu"));
    pods.giveWay();

    pods.running("train");
    temporal("cancel", "--workflow-id", id);
    Until.holds("the job is cancelled", LONG, this::isClosed);
    assertEquals(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED, status());
    start(job);

    var _ = pods.running("convert");
    CommandService storeServer = new CommandService("S3");
    storeServer.kill();
    storeServer.close();

    SwapResult result =
        client.newUntypedWorkflowStub(id).getResult(8, TimeUnit.MINUTES, SwapResult.class);
    new Outcome(result, StoreAudit.of(store)).sameAs(alone.outcome());
    Until.holds("all Jobs and pods are gone", LONG, () -> pods.left().isEmpty());
  }

  @Test
  void aJobThatIsWrongEndsAtOnceWithAllItsErrors() throws Exception {
    Path job = Files.writeString(folder.resolve("job.json"), "{\"project\": 3, \"sorces\": []}");
    Shell.Ended ended =
        Shell.ended(
            command(
                "execute",
                "--type",
                "FaceSwap",
                "--task-queue",
                "likeness",
                "--workflow-id",
                id,
                "--input-file",
                job.toString()));
    assertTrue(ended.code() != 0, ended.said());
    for (String wrong : List.of("project: ", "sorces: ", "targets: ")) {
      assertTrue(ended.said().contains(wrong), () -> wrong + " in\n" + ended.said());
    }
  }

  private void start(Path job) throws Exception {
    temporal(
        "start",
        "--type",
        "FaceSwap",
        "--task-queue",
        "likeness",
        "--workflow-id",
        id,
        "--input-file",
        job.toString());
  }

  private static void temporal(String... arguments) throws Exception {
    String said = Shell.run(command(arguments));
    assertTrue(said.length() > 0);
  }

  private static String[] command(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "temporal",
                "workflow",
                arguments[0],
                "--address",
                PlatformCluster.variable("TEMPORAL_ADDRESS"),
                "--namespace",
                PlatformCluster.variable(NAMESPACE_OF_TEMPORAL)));
    line.addAll(List.of(arguments).subList(1, arguments.length));
    return line.toArray(String[]::new);
  }

  private void awaitStage(String what, Predicate<StageStatus> test) {
    WorkflowStub training = client.newUntypedWorkflowStub(id + "/train");
    Until.holds(
        what,
        LONG,
        () -> {
          try {
            return training.query("status", JobStatus.class).stages().stream().anyMatch(test);
          } catch (WorkflowException between) {
            return false;
          }
        });
  }

  private static String waits(StageStatus stage) {
    return stage.progress().notes().getOrDefault("waits", "");
  }

  private boolean isClosed() {
    return status() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private WorkflowExecutionStatus status() {
    return client.newUntypedWorkflowStub(id).describe().getStatus();
  }
}
