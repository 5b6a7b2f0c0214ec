package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedServices;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.ChildProcessRunner;
import dev.likeness.activities.runner.StepRunner;
import dev.likeness.activities.steps.ScarceProgram;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.TrainModel;
import dev.likeness.workflows.TrainedModel;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training on a device that is too small for its batch: real services and processes, a real
 * network, and an engine that has room for one face a side, or for none.
 */
class FullDeviceIT {
  private static final int ROOM = 1;

  @TempDir Path folder;

  @Test
  void aTrainingGoesOnInPartsThatFitAndWhatFitsNowhereFailsWithASentence() throws IOException {
    var home = new Home(folder);
    try (EmbeddedServices services = EmbeddedServices.start(home, "test");
        ArtifactStore store = ArtifactStore.prepare(services.store())) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(services.temporal()).build());
      WorkflowClient client = WorkflowClient.newInstance(stubs);
      Map<String, Object> request =
          Map.of(
              "project",
              "test",
              "model",
              "toy",
              "sources",
              List.of(store.put(ScarceProgram.faces(25, 200)).digest().hex()),
              "targets",
              List.of(store.put(ScarceProgram.faces(26, 90)).digest().hex()),
              "training",
              Map.of("batch", 2, "iterations", 3));
      try (var _ = worker(client, services, home, ROOM)) {
        TrainedModel model = start(client, "fits", request).getResult(TrainedModel.class);
        assertEquals(3, model.iteration());
        ModelLog.Checkpoint last = ModelLog.of(store, "toy").newest().orElseThrow();
        assertEquals(
            ROOM,
            Json.MAPPER
                .readTree(store.read(new Digest(last.output("state"))))
                .path("settings")
                .path("microBatch")
                .intValue());

        // Finds what was made that way, behind the batch that does not fit.
        TrainedModel again = start(client, "again", request).getResult(TrainedModel.class);
        assertEquals(model.outputs(), again.outputs());
        assertEquals(1, again.reused());
      }
      Map<String, Object> another = new TreeMap<>(request);
      another.put("model", "another");
      another.put("training", Map.of("batch", 1, "iterations", 3));
      try (var _ = worker(client, services, home, 0)) {
        var failed =
            Assertions.assertThrows(
                WorkflowFailedException.class,
                () -> start(client, "none", another).getResult(TrainedModel.class));
        var failure = (ApplicationFailure) Optional.ofNullable(failed.getCause()).orElseThrow();
        assertEquals(FailureReason.OUT_OF_DEVICE_MEMORY.name(), failure.getType());
        String sentence = failure.getOriginalMessage();
        assertTrue(sentence.contains("one face a side"), sentence);
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  private static WorkerProcess worker(
      WorkflowClient client, EmbeddedServices services, Home home, int room) {
    WorkerSettings settings = WorkerSettings.embedded();
    StepRunner runner =
        new ChildProcessRunner(
            services.store(),
            home.scratch(),
            home.logs(),
            settings.profiles(),
            List.of(ScarceProgram.class.getName(), Integer.toString(room)));
    return WorkerProcess.start(
        client,
        services.store(),
        runner,
        Optional.empty(),
        settings,
        Optional.empty(),
        Observers.NONE);
  }

  private static WorkflowStub start(WorkflowClient client, String id, Map<String, Object> request) {
    TrainModel training =
        client.newWorkflowStub(
            TrainModel.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(WorkerProcess.TASK_QUEUE)
                .setWorkflowId(id)
                .build());
    WorkflowClient.start(training::run, Request.of(request));
    return WorkflowStub.fromTyped(training);
  }
}
