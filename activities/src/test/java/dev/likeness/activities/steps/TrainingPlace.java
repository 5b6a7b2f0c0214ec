package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.ChildProcessRunner;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.worker.WorkerSettings;
import dev.likeness.model.json.Json;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.workflows.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A store with two facesets, and train steps of one model in processes of their own. */
final class TrainingPlace implements AutoCloseable {
  static final String MODEL = "model";

  private final Home home;
  private final EmbeddedStore server;
  private final ArtifactStore store;
  private final ChildProcessRunner runner;
  private final Map<String, List<Digest>> facesets;

  TrainingPlace(Path folder) throws IOException {
    home = new Home(folder);
    home.prepare();
    server = EmbeddedStore.start(home);
    store = ArtifactStore.prepare(server.address());
    runner =
        new ChildProcessRunner(
            server.address(),
            home.scratch(),
            home.logs(),
            WorkerSettings.embedded().profiles(),
            List.of("dev.likeness.activities.Main", "step"));
    facesets =
        Map.of(
            "source", List.of(store.put(DrawnFaceset.of(25, 200)).digest()),
            "target", List.of(store.put(DrawnFaceset.of(30, 90)).digest()));
  }

  ArtifactStore store() {
    return store;
  }

  ModelLog log() {
    return ModelLog.of(store, MODEL);
  }

  /** Training in segments, which each end in a checkpoint, with timed ones between. */
  StepRun run(int generation, long until, int segment) {
    return new StepRun(
        "workflow",
        "run",
        generation,
        StepKind.NETWORK,
        List.of(
            new StepOrder(
                StepKind.TRAIN.toString(),
                StepKind.TRAIN.version(),
                facesets,
                parameters(until, segment),
                MODEL,
                Json.MAPPER.createObjectNode().put("checkpointMinutes", 0.1))));
  }

  private static ObjectNode parameters(long until, int segment) {
    ObjectNode parameters = Json.MAPPER.createObjectNode();
    parameters.put("model", MODEL).put("until", until);
    parameters.putObject("training").put("batch", 2).put("segmentIterations", segment);
    return parameters;
  }

  /** The same step, to be looked at in this process. */
  StepTask task(Path scratch, long until, int segment) throws IOException {
    return new StepTask(
        facesets,
        parameters(until, segment),
        MODEL,
        Json.MAPPER.createObjectNode(),
        "workflow|run|9",
        store,
        Files.createDirectories(scratch),
        new ProgressMeter(store.progress("looked-at"), Duration.ZERO),
        () -> false);
  }

  static TrainingConfig config(StepTask task) throws IOException {
    return Json.MAPPER.treeToValue(task.parameters().path("training"), TrainingConfig.class);
  }

  StepHandle start(StepRun run) {
    return runner.startOrAdopt(run);
  }

  void toTheEnd(StepRun run) throws InterruptedException {
    assertEquals(new StepOutcome.Succeeded(), ended(start(run)));
  }

  StepOutcome ended(StepHandle handle) throws InterruptedException {
    return runner.await(handle, Duration.ofMinutes(5)).orElseThrow();
  }

  void kill(StepHandle handle) throws InterruptedException {
    long pid = Long.parseLong(handle.uid().substring(0, handle.uid().indexOf('-')));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    ended(handle);
  }

  StepOutcome stop(StepHandle handle) throws InterruptedException {
    runner.stop(handle, Duration.ofMinutes(2));
    return ended(handle);
  }

  /** What a run said last. */
  Progress progress(StepRun run) {
    Optional<JsonNode> read = store.progress(run.progressName()).read();
    return read.map(json -> Json.MAPPER.convertValue(json, Progress.class)).orElse(Progress.NONE);
  }

  /** Waits until a run says something; fails when it ends before. */
  Progress await(StepRun run, StepHandle handle, Predicate<Progress> condition)
      throws InterruptedException {
    while (true) {
      Progress progress = progress(run);
      if (condition.test(progress)) {
        return progress;
      }
      assertEquals(Optional.empty(), runner.await(handle, Duration.ofMillis(100)));
    }
  }

  /** The file in which the store keeps a blob. */
  Path file(String digest) throws IOException {
    try (var files = Files.walk(home.store())) {
      return files.filter(file -> file.endsWith(digest)).findFirst().orElseThrow();
    }
  }

  @Override
  public void close() {
    runner.close();
    store.close();
    server.close();
  }
}
