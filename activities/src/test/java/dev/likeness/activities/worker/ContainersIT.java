package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.faults.ContainedServer;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.workflows.ExtractedFaces;
import dev.likeness.workflows.Request;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A job on a Temporal and a MinIO in containers, which are killed while its steps run. */
@EnabledIf(
    value = "dev.likeness.activities.faults.ContainedServer#dockerIsThere",
    disabledReason = "needs Docker, with images of Temporal and MinIO")
final class ContainersIT {
  @TempDir Path folder;

  @Test
  void facesThatWereFoundWhileBothServersDiedAreThoseThatWereFoundInPeace() throws Exception {
    Laptop.film(folder, 60);
    try (ContainedServer temporal = ContainedServer.temporal();
        ContainedServer minio = ContainedServer.minio()) {
      var quiet = new Servers(temporal.hostAndPort(), minio.bucket());
      var struck = new Servers(temporal.hostAndPort(), minio.bucket());
      WorkflowServiceStubs stubs = quiet.connect();
      try {
        WorkflowClient client = WorkflowClient.newInstance(stubs);
        ExtractedFaces alone;
        try (var worker = RemoteWorker.start(quiet, folder.resolve("quiet"))) {
          alone = extract(client, quiet).getResult(ExtractedFaces.class);
          assertTrue(worker.isAlive());
        }
        try (var worker = RemoteWorker.start(struck, folder.resolve("struck"))) {
          WorkflowStub job = extract(client, struck);
          Patience.until("faces are looked for", () -> worker.steps().findAny().isPresent());
          temporal.kill();
          minio.kill();
          minio.start();
          temporal.start();
          ExtractedFaces found = job.getResult(ExtractedFaces.class);
          assertEquals(alone.alignments(), found.alignments());
          assertEquals(alone.facesets(), found.facesets());
          assertTrue(worker.isAlive());
        }
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  private WorkflowStub extract(WorkflowClient client, Servers servers) {
    try (ArtifactStore bucket = ArtifactStore.prepare(servers.store())) {
      String media = bucket.put(folder.resolve(DemoFootage.SOURCE)).digest().hex();
      WorkflowStub job =
          client.newUntypedWorkflowStub(
              "ExtractFaces",
              WorkflowOptions.newBuilder()
                  .setTaskQueue(WorkerProcess.TASK_QUEUE)
                  .setWorkflowId(servers.store().bucket())
                  .build());
      job.start(
          Request.of(
              Map.of(
                  "project", "contained",
                  "medium", Map.of("media", media, "name", DemoFootage.SOURCE),
                  "fanout", Map.of("chunk", 20, "parallel", 2))));
      return job;
    }
  }
}
