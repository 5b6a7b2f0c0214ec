package dev.likeness.activities.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.metrics.Metrics;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.steps.StepKind;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.activities.worker.WorkerSettings;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.SwapResult;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What a worker, Temporal and the store have to do for many jobs and for a long one. Prints figures
 * for {@code .adr/0016-scale.md}; CI leaves it out. A real Temporal and a real store serve it; its
 * pods are pretended, and write their results from this process.
 */
@EnabledIfEnvironmentVariable(
    named = "TEMPORAL_ADDRESS",
    matches = ".+",
    disabledReason = "needs a Temporal server and an S3 store: see CONTRIBUTING.md")
class ScaleSuite {
  private static final int JOBS = Integer.getInteger("scale.jobs", 200);

  /** Where Temporal begins to warn; it ends a workflow at five times that. */
  private static final long MANY_EVENTS = 10_240;

  private static final long MANY_BYTES = 10 << 20;

  private static final String HERE =
      ProcessHandle.current().pid() + "-" + System.nanoTime() / 1_000_000;

  @Test
  void manyJobsAtOnceAreDone() throws InterruptedException {
    run("many", JOBS, "target-1000", 4);
  }

  @Test
  void aFilmOfTwoHoursIsDone() throws InterruptedException {
    run("long", 1, "target-180000", 16);
  }

  private static void run(String what, int jobs, String target, int parallel)
      throws InterruptedException {
    StoreAddress address = store();
    WorkflowServiceStubs own = stubs(WorkflowServiceStubsOptions.newBuilder());
    try (Metrics metrics = new Metrics();
        ArtifactStore store = ArtifactStore.prepare(address);
        PretendedRunner pods = new PretendedRunner(new PretendedSteps(store))) {
      WorkflowServiceStubs measured =
          stubs(WorkflowServiceStubsOptions.newBuilder().setMetricsScope(metrics.temporalScope()));
      try (WorkerProcess worker =
          WorkerProcess.start(
              WorkflowClient.newInstance(measured),
              address,
              pods,
              Optional.of(pods),
              WorkerSettings.cluster(
                  Duration.ofMinutes(1),
                  Map.of(
                      StepKind.PLAIN, ProfileBounds.FIXED,
                      StepKind.NETWORK, ProfileBounds.FIXED)),
              Optional.empty(),
              metrics.observers())) {
        double atRest = Load.heap();
        WorkflowClient client = WorkflowClient.newInstance(own);
        try (Load load = new Load(pods::running)) {
          List<String> ids = new ArrayList<>();
          for (int job = 0; job < jobs; job++) {
            String id = "scale-" + what + "-" + HERE + "-" + job;
            start(client, id, request(store, id, target, parallel));
            ids.add(id);
          }
          for (String id : ids) {
            var swapped = client.newUntypedWorkflowStub(id).getResult(SwapResult.class);
            assertEquals(1, swapped.films().size());
          }
          print(what, atRest, load, Page.of(metrics.scrape()), ids, client);
        }
        worker.leave(Duration.ofSeconds(1));
      } finally {
        measured.shutdownNow();
      }
    } finally {
      own.shutdownNow();
    }
  }

  private static void start(WorkflowClient client, String id, Map<String, Object> request) {
    WorkflowStub job =
        client.newUntypedWorkflowStub(
            "FaceSwap",
            WorkflowOptions.newBuilder()
                .setTaskQueue(WorkerProcess.TASK_QUEUE)
                .setWorkflowId(id)
                .build());
    var _ = job.start(Request.of(request));
  }

  private static Map<String, Object> request(
      ArtifactStore store, String id, String target, int parallel) {
    Map<String, Object> request = new HashMap<>();
    request.put("project", "scale");
    request.put("model", id);
    request.put("sources", List.of(medium(store, id, "source-1000")));
    request.put("targets", List.of(medium(store, id, target)));
    request.put("training", Map.of("iterations", 1000));
    request.put("fanout", Map.of("chunk", 250, "parallel", parallel));
    return request;
  }

  private static Map<String, Object> medium(ArtifactStore store, String id, String name) {
    byte[] content = (id + name).getBytes(StandardCharsets.UTF_8);
    return Map.of("media", store.put(content).digest().hex(), "name", name);
  }

  private static void print(
      String what, double atRest, Load load, Page page, List<String> ids, WorkflowClient client) {
    String toStart = "temporal_activity_schedule_to_start_latency_seconds";
    String task = "temporal_workflow_task_";
    say(what, "seconds", load.seconds());
    say(what, "seconds of CPU, with the pods' results", load.cpu());
    say(what, "most pods at once", load.busiest().pods());
    say(what, "heap at rest, MiB", atRest);
    say(what, "most heap, MiB", load.most());
    load.seen().forEach(look -> say(what, "seen", look));
    say(what, "Plan begins", page.quantiles(toStart, ScaleSuite::isPlan));
    say(what, "watchers begin", page.quantiles(toStart, labels -> !isPlan(labels)));
    say(
        what,
        "workflow tasks begin",
        page.quantiles(task + "schedule_to_start_latency_seconds", labels -> true));
    say(
        what,
        "workflow tasks take",
        page.quantiles(task + "execution_latency_seconds", labels -> true));
    say(
        what,
        "workflows thrown out of the cache",
        page.sum("temporal_sticky_cache_total_forced_eviction_total"));
    say(what, "requests to Temporal", page.by("operation", "temporal_request_total"));
    say(what, "polls", page.by("operation", "temporal_long_request_total"));
    say(what, "requests to the store", page.by("operation", "likeness_store_requests_total"));
    say(what, "bytes to and from the store", page.by("direction", "likeness_store_bytes_total"));
    List<Histories> histories = ids.stream().map(id -> Histories.of(client, id)).toList();
    say(what, "histories of the first job", histories.getFirst().lengths());
    say(
        what,
        "events of a job",
        histories.stream().mapToLong(Histories::events).average().orElse(0));
    say(
        what,
        "bytes of a job's histories",
        histories.stream().mapToLong(Histories::bytes).average().orElse(0));
    assertTrue(histories.stream().allMatch(all -> all.mostEvents() < MANY_EVENTS));
    assertTrue(histories.stream().allMatch(all -> all.mostBytes() < MANY_BYTES));
  }

  private static boolean isPlan(Map<String, String> labels) {
    return "Plan".equals(labels.get("activity_type"));
  }

  private static void say(String what, String name, Object value) {
    System.out.println("scale: " + what + ": " + name + ": " + value);
  }

  private static WorkflowServiceStubs stubs(WorkflowServiceStubsOptions.Builder options) {
    return WorkflowServiceStubs.newServiceStubs(
        options.setTarget(variable("TEMPORAL_ADDRESS")).build());
  }

  private static StoreAddress store() {
    return new StoreAddress(
        URI.create(variable("S3_ENDPOINT")),
        "likeness-it-scale-" + HERE,
        "us-east-1",
        variable("S3_ACCESS_KEY"),
        variable("S3_SECRET_KEY"));
  }

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(() -> new IllegalStateException(name + " is not set: see CONTRIBUTING.md."));
  }
}
