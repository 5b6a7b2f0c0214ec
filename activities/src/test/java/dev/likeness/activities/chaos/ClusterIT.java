package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.faults.NeedsVariables;
import dev.likeness.activities.store.EmptiedStore;
import dev.likeness.activities.store.StoreAudit;
import dev.likeness.workflows.SwapResult;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on an installed chart: started by Temporal's command line, carried out by pods that
 * ask for GPUs, while pods, Temporal and store are taken away. It ends in the bytes of the job that
 * one machine did undisturbed.
 */
@NeedsVariables({
  "LIKENESS_CLUSTER_NAMESPACE",
  "LIKENESS_CLUSTER_BUCKET",
  "LIKENESS_CLUSTER_TEMPORAL_NAMESPACE",
  "TEMPORAL_ADDRESS",
  "S3_ENDPOINT",
  "S3_ACCESS_KEY",
  "S3_SECRET_KEY"
})
class ClusterIT {
  private static final Duration LONG = Duration.ofMinutes(4);

  /** Long enough for everything that happens to it while it trains. */
  private static final Map<String, Object> TRAINING =
      Map.of("iterations", 160, "segmentIterations", 32);

  @TempDir Path folder;

  private Pods pods;
  private ClusterJob job;

  @BeforeEach
  void connect() {
    pods = new Pods(PlatformCluster.variable("LIKENESS_CLUSTER_NAMESPACE"), folder);
    job = new ClusterJob(folder);
  }

  @AfterEach
  void disconnect() throws Exception {
    pods.giveWay();
    job.close();
  }

  @Test
  @NeedsVariables(faults = {"TEMPORAL", "S3"})
  void aJobWhosePodsServerAndStoreAreTakenAwayEndsInTheSameBytesAndLeavesNothing()
      throws Exception {
    Baseline alone = Baseline.of(TRAINING);
    EmptiedStore.at(ClusterJob.store());
    Path request = job.swap(alone, TRAINING);
    job.start("FaceSwap", job.id(), request);

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
    job.awaitWaiting(job.id() + "/train", "free nvidia.com/gpu");
    pods.giveWay();

    pods.running("train");
    job.end("cancel", job.id(), WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    job.start("FaceSwap", job.id(), request);

    var _ = pods.running("convert");
    CommandService storeServer = new CommandService("S3");
    storeServer.kill();
    storeServer.close();

    SwapResult result = job.result(job.id(), SwapResult.class);
    new Outcome(result, StoreAudit.of(ClusterJob.store())).sameAs(alone.outcome());
    Until.holds("all Jobs and pods are gone", LONG, () -> pods.left().isEmpty());
  }

  @Test
  void aJobThatIsWrongEndsAtOnceWithAllItsErrors() throws Exception {
    Path request =
        Files.writeString(folder.resolve("job.json"), "{\"project\": 3, \"sorces\": []}");
    Shell.Ended ended = job.execute("FaceSwap", job.id(), request);
    assertTrue(ended.code() != 0, ended.said());
    for (String wrong : List.of("project: ", "sorces: ", "targets: ")) {
      assertTrue(ended.said().contains(wrong), () -> wrong + " in\n" + ended.said());
    }
  }
}
