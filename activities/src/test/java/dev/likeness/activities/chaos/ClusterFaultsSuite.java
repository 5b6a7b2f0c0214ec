package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.faults.NeedsVariables;
import dev.likeness.activities.store.EmptiedStore;
import dev.likeness.activities.store.StoreAudit;
import dev.likeness.workflows.ExtractedFaces;
import dev.likeness.workflows.SwapResult;
import dev.likeness.workflows.TrainedModel;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a cluster and its operators do to a job that {@link ClusterIT} leaves out for its time: the
 * node, its kubelet and the API server go away, the worker is rolled, the chart is upgraded, quota,
 * image and GPUs are missing for a while, people pause, terminate, and start twice.
 */
@NeedsVariables(
    value = {
      "LIKENESS_CLUSTER_NAMESPACE",
      "LIKENESS_CLUSTER_BUCKET",
      "LIKENESS_CLUSTER_TEMPORAL_NAMESPACE",
      "TEMPORAL_ADDRESS",
      "S3_ENDPOINT",
      "S3_ACCESS_KEY",
      "S3_SECRET_KEY"
    },
    faults = {"KUBELET", "APISERVER"})
class ClusterFaultsSuite {
  private static final Duration LONG = Duration.ofMinutes(6);

  private static final Map<String, Object> TRAINING =
      Map.of("iterations", 1500, "segmentIterations", 250);

  /** Attempts of an activity, each of which waits twice as long as the one before. */
  private static final int ASKED_FOR_A_MINUTE = 6;

  private static final String NO_IMAGE = "docker.io/library/there-is-none:1";

  @TempDir Path folder;

  private Pods pods;
  private Installed chart;
  private ClusterJob job;
  private FaultTable table;
  private CommandService kubelet;
  private CommandService apiServer;

  @BeforeEach
  void connect() throws Exception {
    String namespace = PlatformCluster.variable("LIKENESS_CLUSTER_NAMESPACE");
    pods = new Pods(namespace, folder);
    chart = new Installed(namespace);
    job = new ClusterJob(folder);
    table = new FaultTable(job, job.id() + "/train");
    kubelet = new CommandService("KUBELET");
    apiServer = new CommandService("APISERVER");
  }

  /** Also where a test failed in the middle of a fault. */
  @AfterEach
  void mend() throws Exception {
    System.out.println(table.text());
    apiServer.start();
    kubelet.start();
    chart.uncordon();
    pods.lift();
    chart.upgrade("profiles.network.image=");
    job.close();
  }

  @Test
  void aJobUnderWhichTheClusterChangesEndsInTheSameBytesAndLeavesNothing() throws Exception {
    Baseline alone = Baseline.of(TRAINING);
    EmptiedStore.at(ClusterJob.store());
    Path request = job.swap(alone, TRAINING);
    job.start("FaceSwap", job.id(), request);

    beforeItTrains();
    whileItTrains();
    peopleSteerAndEndIt(request);

    SwapResult result = job.result(job.id(), SwapResult.class);
    new Outcome(result, StoreAudit.of(ClusterJob.store())).sameAs(alone.outcome());
    oneModelIsTrainedByOneWorkflowAtATime(result);
    Until.holds("all Jobs and pods are gone", LONG, () -> pods.left().isEmpty());
  }

  private void beforeItTrains() throws Exception {
    List<String> extracting = List.of(job.id() + "/source-0", job.id() + "/target-0");
    pods.forceDelete(pods.running("extract"));
    pods.limit("count/jobs.batch=0");
    job.awaitWaiting(extracting, "requested: count/jobs.batch=1");
    table.shows("pod force-deleted, then a quota that forbids Jobs", "waits: exceeded quota");
    pods.lift();
    pods.limit("pods=1");
    job.awaitWaiting(extracting, "requested: pods=1");
    table.shows("a quota that forbids pods", "waits: exceeded quota");
    pods.lift();

    chart.upgrade("profiles.network.image=" + NO_IMAGE);
    job.awaitWaiting(job.id() + "/train", "there-is-none");
    table.shows("image that does not exist", "waits: ErrImagePull");
    chart.gpus(0);
    chart.upgrade("profiles.network.image=");
    // The pod without an image counts as one that cannot start after two minutes.
    job.awaitWaiting(job.id() + "/train", "free nvidia.com/gpu");
    table.shows("image mended, more GPUs asked than exist", "waits: No node has a free GPU");
    chart.gpus(2);
  }

  private void whileItTrains() throws Exception {
    pods.running("train");
    chart.drain();
    chart.uncordon();
    chart.awaitWorker();
    String pod = pods.running("train");
    table.shows("node drained, the worker with it", "a fresh pod");

    table.begins();
    kubelet.stop();
    Until.holds("the node is silent", LONG, () -> "Unknown".equals(ready()));
    kubelet.start();
    Until.holds("the node is back", LONG, () -> "True".equals(ready()));
    table.awaitIterations(1);
    assertEquals(List.of(pod), pods.allRunning("train"));
    table.shows("kubelet stopped until the node was not ready", "the same pod");

    table.begins();
    apiServer.stop();
    Until.holds(
        "watchers have asked in vain for a minute",
        LONG,
        () -> job.attempts(job.id() + "/train") >= ASKED_FOR_A_MINUTE);
    apiServer.start();
    table.awaitIterations(1);
    assertEquals(List.of(pod), pods.allRunning("train"));
    table.shows("API server stopped for a minute or more", "the same pod");

    table.begins();
    chart.roll();
    table.awaitIterations(1);
    assertEquals(List.of(pod), pods.allRunning("train"));
    table.shows("worker rolled", "the same pod");

    table.begins();
    chart.upgrade("profiles.network.cpu=400m");
    table.awaitIterations(1);
    assertEquals(List.of(pod), pods.allRunning("train"));
    table.shows("chart upgraded", "the same pod");
  }

  private void peopleSteerAndEndIt(Path request) throws Exception {
    job.update(job.id(), "pause");
    Until.holds("nothing trains", LONG, () -> pods.allRunning("train").isEmpty());
    job.update(job.id(), "resume");
    pods.running("train");
    table.shows("paused and resumed", "a fresh pod");

    job.end("terminate", job.id(), WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    Until.holds("nothing trains", LONG, () -> pods.allRunning("train").isEmpty());
    job.start("FaceSwap", job.id(), request);
    pods.running("train");
    table.shows("terminated, started again", "TERMINATED, a fresh pod");
  }

  /**
   * With other model ids than the job's: what is trained in pieces has the weights of the other.
   */
  private void oneModelIsTrainedByOneWorkflowAtATime(SwapResult swap) throws Exception {
    Path training = training("shared", swap);
    String first = job.id() + "-first";
    job.start("TrainModel", first, training);
    pods.running("train");
    job.awaitStage(first, "trains", stage -> stage.progress().done() > 0);

    Shell.Ended second = job.execute("TrainModel", job.id() + "-second", training);
    assertTrue(second.code() != 0 && second.said().contains(first), second.said());
    table.shows("two at once with one model id", "the second fails and names the first");

    job.end("terminate", first, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    String third = job.id() + "-third";
    job.start("TrainModel", third, training);
    TrainedModel pieces = job.result(third, TrainedModel.class);
    table.shows("interrupted, then a second TrainModel with its model id", "goes on");

    String alone = job.id() + "-alone";
    job.start("TrainModel", alone, training("alone", swap));
    TrainedModel whole = job.result(alone, TrainedModel.class);
    for (String output : List.of("weights", "moments")) {
      assertEquals(whole.outputs().get(output), pieces.outputs().get(output), output);
    }
  }

  private Path training(String model, SwapResult swap) throws IOException {
    return job.request(
        Map.of(
            "project", Job.PROJECT,
            "model", model,
            "sources", facesets(swap.sources()),
            "targets", facesets(swap.targets()),
            "training", Map.of("iterations", 300, "segmentIterations", 150)));
  }

  private static List<String> facesets(List<ExtractedFaces> faces) {
    return faces.stream().flatMap(of -> of.facesets().stream()).toList();
  }

  private String ready() {
    try {
      return chart.ready();
    } catch (IOException refused) {
      throw new IllegalStateException(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
