package dev.likeness.activities.worker;

import dev.likeness.activities.embedded.EmbeddedServices;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import dev.likeness.workflows.FaceSwap;
import dev.likeness.workflows.JobStatus;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.SwapResult;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that one machine runs: Temporal, store and worker, as {@code likeness swap} starts
 * them.
 */
final class Laptop implements AutoCloseable {
  private final EmbeddedServices services;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerProcess worker;
  private final ArtifactStore store;

  Laptop(Path folder) {
    var home = new Home(folder);
    services = EmbeddedServices.start(home, "test");
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(services.temporal()).build());
    client = WorkflowClient.newInstance(stubs);
    worker = WorkerProcess.start(client, services.store(), home, WorkerSettings.embedded());
    store = ArtifactStore.at(services.store());
  }

  /** Two short films of the actors. */
  static void film(Path folder, int frames) {
    new DemoFootage(new DemoOptions(1, frames, 320, 240, 25)).render(folder, done -> {});
  }

  /** A job that trains for so many iterations on what {@link #film} made. */
  Map<String, Object> job(Path films, long iterations) {
    Map<String, Object> job = new HashMap<>();
    job.put("project", "test");
    job.put("sources", List.of(medium(films, DemoFootage.SOURCE)));
    job.put("targets", List.of(medium(films, DemoFootage.TARGET)));
    job.put("training", Map.of("iterations", iterations, "segmentIterations", 8));
    job.put("fanout", Map.of("chunk", 15, "parallel", 2));
    return job;
  }

  Map<String, Object> medium(Path films, String name) {
    return Map.of("media", store.put(films.resolve(name)).digest().hex(), "name", name);
  }

  WorkflowStub start(String id, Map<String, Object> job) {
    FaceSwap swap =
        client.newWorkflowStub(
            FaceSwap.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(WorkerProcess.TASK_QUEUE)
                .setWorkflowId(id)
                .build());
    WorkflowClient.start(swap::run, Request.of(job));
    return WorkflowStub.fromTyped(swap);
  }

  SwapResult run(String id, Map<String, Object> job) {
    return start(id, job).getResult(SwapResult.class);
  }

  JobStatus status(String id) {
    return client.newUntypedWorkflowStub(id).query("status", JobStatus.class);
  }

  WorkflowStub workflow(String id) {
    return client.newUntypedWorkflowStub(id);
  }

  byte[] read(String digest) {
    return store.read(new Digest(digest));
  }

  @Override
  public void close() {
    worker.close();
    stubs.shutdownNow();
    store.close();
    services.close();
  }
}
