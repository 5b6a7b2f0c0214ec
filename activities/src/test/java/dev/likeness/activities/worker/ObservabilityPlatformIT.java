package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.observability.Boards;
import dev.likeness.activities.observability.Prometheus;
import dev.likeness.activities.observability.Rules;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.SwapResult;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on a real Temporal and a real S3 store, by a worker that a real Prometheus scrapes: every
 * query of every panel and rule finds something.
 */
@EnabledIfEnvironmentVariable(
    named = "TEMPORAL_ADDRESS",
    matches = ".+",
    disabledReason = "needs a Temporal server and an S3 store: see CONTRIBUTING.md")
@EnabledIfEnvironmentVariable(
    named = "PROMETHEUS_URL",
    matches = ".+",
    disabledReason = "needs a Prometheus server: see observability/README.md")
@EnabledIfEnvironmentVariable(
    named = "PROMETHEUS_TARGETS",
    matches = ".+",
    disabledReason = "needs the folder of Prometheus' targets: see observability/README.md")
final class ObservabilityPlatformIT {
  private static final int FRAMES = 30;
  private static final int ITERATIONS = 96;

  /** What only a failure makes: Temporal's SDK has no such counter before the first. */
  private static final List<String> NEED_A_FAILURE = List.of("temporal_request_failure_total");

  private static final Pattern PORT = Pattern.compile("figures and health on port (\\d+)");

  private static final String PROJECT = "observed-" + UUID.randomUUID().toString().substring(0, 8);

  private final Prometheus prometheus =
      new Prometheus(variable("PROMETHEUS_URL"), HttpClient.newHttpClient());

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name)).orElseThrow();
  }

  @Test
  void everyQueryOfEveryPanelAndRuleFindsSomething(@TempDir Path folder) throws Exception {
    Servers servers = Servers.ofEnvironment();
    Path target = Path.of(variable("PROMETHEUS_TARGETS"), PROJECT + ".json");
    Instant start = Instant.now();
    Laptop.film(folder, FRAMES);
    WorkflowServiceStubs stubs = servers.connect();
    try (var store = ArtifactStore.prepare(servers.store());
        var worker = RemoteWorker.start(servers, folder.resolve("home"), "--http", "0")) {
      Path log = folder.resolve("home").resolve("worker.log");
      Patience.until("the worker serves", () -> port(log).isPresent());
      Files.writeString(target, target(port(log).orElseThrow()));
      // A counter that is scraped first when it has risen did not rise.
      Patience.until("it is scraped", () -> prometheus.sum(here("likeness_worker_ready")) > 0);

      SwapResult result = run(stubs, store, folder);
      assertTrue(worker.isAlive());
      Patience.until(
          "the end is scraped",
          () ->
              prometheus.sum(
                      here("likeness_runs_ended_total", "kind=\"join\",outcome=\"succeeded\""))
                  > 0);
      assertEquals(1, result.films().size());
      assertCounted(2 * FRAMES, here("likeness_frames_total", "kind=\"extract\""));
      assertCounted(ITERATIONS, here("likeness_training_iterations_total"));
      assertEquals(Map.of(), withoutData(start), () -> "in " + PROJECT);
    } finally {
      Files.deleteIfExists(target);
      stubs.shutdownNow();
    }
  }

  /** What was told last may be told after the result is seen; more is never counted. */
  private void assertCounted(int most, String expression) {
    double counted = prometheus.sum(expression);
    assertTrue(counted <= most, () -> expression + " is " + counted + ", of " + most);
    assertTrue(counted >= 0.8 * most, () -> expression + " is " + counted + ", of " + most);
  }

  private static String here(String name, String... labels) {
    return name + "{job_of=\"" + PROJECT + "\"" + (labels.length == 0 ? "" : "," + labels[0]) + "}";
  }

  private static Optional<Integer> port(Path log) {
    try {
      Matcher said = PORT.matcher(Files.exists(log) ? Files.readString(log) : "");
      return said.find() ? Optional.of(Integer.parseInt(said.group(1))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a label that tells this run's figures from those of others. */
  private static String target(int port) throws IOException {
    boolean near =
        InetAddress.getByName(URI.create(variable("PROMETHEUS_URL")).getHost()).isLoopbackAddress();
    String host =
        (near ? InetAddress.getLoopbackAddress() : InetAddress.getLocalHost()).getHostAddress();
    return Json.MAPPER.writeValueAsString(
        List.of(
            Map.of("targets", List.of(host + ":" + port), "labels", Map.of("job_of", PROJECT))));
  }

  private static SwapResult run(WorkflowServiceStubs stubs, ArtifactStore store, Path films) {
    WorkflowStub workflow =
        WorkflowClient.newInstance(stubs)
            .newUntypedWorkflowStub(
                "FaceSwap",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(WorkerProcess.TASK_QUEUE)
                    .setWorkflowId(PROJECT)
                    .build());
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("project", PROJECT);
    job.put("model", PROJECT);
    job.put("sources", List.of(medium(store, films, DemoFootage.SOURCE)));
    job.put("targets", List.of(medium(store, films, DemoFootage.TARGET)));
    job.put("training", Map.of("iterations", ITERATIONS, "segmentIterations", 16));
    job.put("fanout", Map.of("chunk", 15, "parallel", 2));
    workflow.start(Request.of(job));
    return workflow.getResult(SwapResult.class);
  }

  private static Map<String, Object> medium(ArtifactStore store, Path films, String name) {
    return Map.of("media", store.put(films.resolve(name)).digest().hex(), "name", name);
  }

  /** Expressions that found nothing, by what asks them. */
  private Map<String, String> withoutData(Instant start) throws IOException {
    Rules rules = Rules.read();
    Map<String, String> asked = new TreeMap<>();
    for (Boards.Panel panel : Boards.panels()) {
      panel
          .expressions()
          .forEach(expression -> asked.put(panel.title() + " " + expression, expression));
    }
    rules.recorded().forEach(asked::put);
    rules
        .alerts()
        .forEach((alert, expression) -> asked.put(alert, Rules.withoutThreshold(expression)));
    Instant now = Instant.now();
    Map<String, String> without = new TreeMap<>();
    asked.forEach(
        (who, written) -> {
          String expression =
              rules
                  .expanded(written)
                  .replace("$__rate_interval", "30s")
                  .replace("$project", PROJECT)
                  .replace("$namespace", ".*");
          if (NEED_A_FAILURE.stream().noneMatch(expression::contains)
              && prometheus.series(expression, start, now) == 0) {
            without.put(who, expression);
          }
        });
    assertTrue(asked.size() > 70, "all are asked");
    return without;
  }
}
