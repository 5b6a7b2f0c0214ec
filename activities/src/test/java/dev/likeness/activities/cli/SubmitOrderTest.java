package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.EmbeddedTemporal;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Answer;
import dev.likeness.workflows.Extension;
import dev.likeness.workflows.JobStatus;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.Steering;
import dev.likeness.workflows.TrainModel;
import dev.likeness.workflows.TrainedModel;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code submit} on a Temporal and a store that run elsewhere. */
final class SubmitOrderTest {
  @TempDir Path folder;

  private EmbeddedTemporal temporal;
  private EmbeddedStore server;
  private ArtifactStore store;
  private Connection connection;

  @BeforeEach
  void start() throws IOException {
    temporal = EmbeddedTemporal.start();
    connection = Connection.to(temporal.address());
    Home home = new Home(folder.resolve("elsewhere"));
    home.prepare();
    server = EmbeddedStore.start(home);
    store = ArtifactStore.prepare(server.address());
    Files.write(folder.resolve("anna.mp4"), new byte[] {1});
    Files.write(folder.resolve("ben.mp4"), new byte[] {2});
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
    connection.close();
    temporal.close();
  }

  private Map<String, String> environment() {
    return Map.of(
        "LIKENESS_S3_ACCESS_KEY",
        server.address().accessKey(),
        "LIKENESS_S3_SECRET_KEY",
        server.address().secretKey(),
        "LIKENESS_S3_BUCKET",
        server.address().bucket());
  }

  private SubmitOrder order(String job, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--config");
    arguments.add(Files.writeString(folder.resolve("job.json"), job).toString());
    arguments.add("--home");
    arguments.add(folder.resolve("home").toString());
    SubmitCommand typed = new SubmitCommand();
    new CommandLine(typed).parseArgs(arguments.toArray(String[]::new));
    return SubmitOrder.of(typed, environment());
  }

  private String run(String job, String... options) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of("--temporal", temporal.address(), "--store", server.address().endpoint() + ""));
    all.addAll(List.of(options));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    PrintWriter error = new PrintWriter(new StringWriter());
    SubmitOrder order = order(job, all.toArray(String[]::new));
    assertEquals(0, order.run(new Screen(out, error, false)));
    return said.toString();
  }

  private WorkflowStub workflow(String id) {
    return connection.client().newUntypedWorkflowStub(id);
  }

  private JsonNode askedOf(String id) {
    return Json.MAPPER.valueToTree(
        connection
            .client()
            .getOptions()
            .getDataConverter()
            .fromPayloads(
                0,
                Optional.of(
                    connection
                        .client()
                        .fetchHistory(id)
                        .getEvents()
                        .getFirst()
                        .getWorkflowExecutionStartedEventAttributes()
                        .getInput()),
                Request.class,
                Request.class)
            .written());
  }

  private static final String SWAP =
      """
      {"project": "ben", "sources": [{"file": "anna.mp4"}], "targets": [{"file": "ben.mp4"}],
       "training": {"architecture": "quick64", "iterations": 3000}}
      """;

  @Test
  void startsTheJobWithItsFilesInTheStoreAndSaysItsIds() throws Exception {
    JsonNode said = Json.MAPPER.readTree(run(SWAP, "--json"));
    assertEquals("FaceSwap", said.path("type").asText());
    assertEquals("ben", said.path("workflowId").asText());
    assertEquals(workflow("ben").describe().getExecution().getRunId(), said.path("runId").asText());
    String anna = Digest.of(new byte[] {1}).hex();
    assertEquals(anna, askedOf("ben").at("/sources/0/media").asText());
    assertEquals("anna.mp4", askedOf("ben").at("/sources/0/name").asText());
    assertTrue(store.stat(new Digest(anna)).isPresent());
  }

  @Test
  void aSecondOneWithTheIdOfAJobThatRunsIsRefusedByName() throws Exception {
    run(SWAP, "--id", "films/ben");
    Refusal refused = assertThrows(Refusal.class, () -> run(SWAP, "--id", "films/ben"));
    assertEquals(ExitCode.BUSY, refused.exit());
    assertTrue(refused.sentence().contains("films/ben"), refused.sentence());
    String other = run(SWAP, "--id", "films/ben-2");
    assertTrue(other.startsWith("workflow films/ben-2"), other);
  }

  @Test
  void whatIsNotInTheStoreIsSaidBeforeAnythingIsStarted() {
    String job = "{\"project\": \"ben\", \"medium\": {\"media\": \"" + "0".repeat(64) + "\"}}";
    Refusal refused =
        assertThrows(Refusal.class, () -> run(job, "--type", "ExtractFaces", "--id", "nothing"));
    assertEquals(ExitCode.USAGE, refused.exit());
    assertTrue(refused.sentence().contains("is not in the store"), refused.sentence());
    assertThrows(WorkflowNotFoundException.class, () -> workflow("nothing").describe());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Refusal refused =
        assertThrows(
            Refusal.class,
            () ->
                order(
                    """
                    {"sources": [{"file": "nobody.mp4"}], "training": {"batsh": 8}}
                    """));
    assertEquals(ExitCode.USAGE, refused.exit());
    for (String part :
        List.of(
            "project: is missing",
            "targets: name at least one film",
            "nobody.mp4 does not exist",
            "training.batsh",
            "likeness submit needs --temporal HOST:PORT and --store URL")) {
      assertTrue(refused.sentence().contains(part), part + " in: " + refused.sentence());
    }
    Refusal unreadable = assertThrows(Refusal.class, () -> run("{"));
    assertEquals(1, unreadable.sentence().lines().count(), unreadable.sentence());
  }

  @Test
  void anUnknownTypeIsAnsweredWithThoseThereAre() {
    TypedCommand typed = TypedCommand.run("submit", "--type", "Swap", "--config", "job.json");
    assertEquals(ExitCode.USAGE.code(), typed.code());
    assertTrue(typed.error().contains("FaceSwap, ExtractFaces, TrainModel"), typed.error());
    assertFalse(typed.error().contains("FACE_SWAP"), typed.error());
  }

  /** Answers at once. */
  public static final class Trained implements TrainModel {
    @Override
    public TrainedModel run(Request request) {
      return new TrainedModel("anna", "quick64", 500, Map.of("weights", "w-500"), Map.of(), 1, 0);
    }

    @Override
    public JobStatus status() {
      return new JobStatus("ben", "done", "Over.", false, List.of(), List.of(), Map.of());
    }

    @Override
    public void steer(Steering steering) {}

    @Override
    public Answer pause() {
      return new Answer("");
    }

    @Override
    public void checkPause() {}

    @Override
    public Answer resume() {
      return new Answer("");
    }

    @Override
    public void checkResume() {}

    @Override
    public Answer finish() {
      return new Answer("");
    }

    @Override
    public void checkFinish() {}

    @Override
    public Answer extend(Extension extension) {
      return new Answer("");
    }

    @Override
    public void checkExtend(Extension extension) {}
  }

  @Test
  void whoWaitsIsToldWhatCameOfIt() throws Exception {
    String faceset = store.put("a faceset".getBytes(StandardCharsets.UTF_8)).digest().hex();
    String job =
        """
        {"project": "ben", "sources": ["%s"], "targets": [{"faceset": "%s", "name": "ben"}]}
        """
            .formatted(faceset, faceset);
    WorkerFactory workers = WorkerFactory.newInstance(connection.client());
    workers.newWorker(WorkerProcess.TASK_QUEUE).registerWorkflowImplementationTypes(Trained.class);
    workers.start();
    try {
      String said = run(job, "--type", "TrainModel", "--wait");
      assertTrue(said.startsWith("workflow ben-train"), said);
      assertTrue(said.contains("weights  w-500 of anna at iteration 500"), said);
      JsonNode json = Json.MAPPER.readTree(run(job, "--type", "TrainModel", "--wait", "--json"));
      assertEquals("w-500", json.at("/result/outputs/weights").asText());
    } finally {
      workers.shutdownNow();
    }
  }
}
