package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedServices;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StepKey;
import dev.likeness.activities.store.StoreObserver;
import dev.likeness.activities.tracing.OtlpCollector;
import dev.likeness.activities.tracing.SentSpan;
import dev.likeness.activities.tracing.Tracing;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.MovieWriter;
import dev.likeness.workflows.FaceSwap;
import dev.likeness.workflows.Request;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job with real services and real step processes, and what a collector of traces gets of it. */
final class TracesTest {
  private static final String JOB = "job";

  @TempDir Path folder;

  /** What there is while the worker still runs. */
  private record Ended(ArtifactStore store, List<HistoryEvent> events) {}

  /** A job that ends when nobody's face is found in its black films. */
  private void run(Observers observers, Map<String, Object> changes, Consumer<Ended> then) {
    var home = new Home(folder.resolve("home"));
    try (EmbeddedServices services = EmbeddedServices.start(home, "test");
        ArtifactStore store = ArtifactStore.at(services.store())) {
      var stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(services.temporal()).build());
      var client = WorkflowClient.newInstance(stubs);
      var settings = WorkerSettings.embedded();
      try (WorkerProcess _ =
          WorkerProcess.start(
              client,
              services.store(),
              WorkerProcess.children(services.store(), home, settings),
              Optional.empty(),
              settings,
              Optional.empty(),
              observers)) {
        Map<String, Object> job = new HashMap<>();
        job.put("project", "test");
        job.put("sources", List.of(medium(store, "source.mp4", 5)));
        job.put("targets", List.of(medium(store, "target.mp4", 6)));
        job.put("training", Map.of("iterations", 8));
        job.putAll(changes);
        FaceSwap swap =
            client.newWorkflowStub(
                FaceSwap.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(WorkerProcess.TASK_QUEUE)
                    .setWorkflowId(JOB)
                    .build());
        assertThrows(WorkflowFailedException.class, () -> swap.run(Request.of(job)));
        then.accept(new Ended(store, client.fetchHistory(JOB).getEvents()));
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  private Map<String, Object> medium(ArtifactStore store, String name, int frames) {
    Path film = folder.resolve(name);
    try (var writer =
        MovieWriter.open(film, 64, 64, 25, 1, EncodeOptions.DEFAULT, Optional.empty())) {
      for (int i = 0; i < frames; i++) {
        writer.write(Picture.blank(64, 64));
      }
      writer.finish();
    }
    return Map.of("media", store.put(film).digest().hex(), "name", name);
  }

  @Test
  void aJobIsOneTraceOfItsWorkflowsAndTheirRunsAndTheLogNamesIt() {
    var told = new ToldFigures();
    try (var sent = OtlpCollector.start()) {
      Tracing tracing = Tracing.start(sent.settings());
      run(
          new Observers(told, StoreObserver.NONE).tracing(tracing.interceptor()),
          Map.of(),
          ended -> {
            tracing.close();
            check(sent, ended.store());
          });
      assertEquals(Set.of(sent.named("FaceSwap").getFirst().trace()), told.traces());
    }
  }

  private static void check(OtlpCollector sent, ArtifactStore store) {
    assertEquals("likeness", sent.resource().get("service.name"));
    SentSpan job = sent.named("FaceSwap").getFirst();
    assertEquals("", job.parent());
    assertEquals("no_face", job.attributes().get("likeness.outcome"), job.error());
    assertFalse(job.error().isEmpty());
    assertEquals(
        Set.of(job.trace()),
        sent.spans().stream().map(SentSpan::trace).collect(Collectors.toSet()));

    List<SentSpan> children = sent.named("ExtractFaces");
    assertFalse(children.isEmpty());
    assertTrue(children.stream().allMatch(child -> child.parent().equals(job.id())));
    Map<String, SentSpan> parents =
        children.stream().collect(Collectors.toMap(SentSpan::id, child -> child));
    for (String kind : List.of("ingest", "extract", "align")) {
      // Those of the other film are left when this one's failure comes first.
      List<SentSpan> runs =
          sent.named(kind).stream()
              .filter(run -> !"left".equals(run.attributes().get("likeness.outcome")))
              .toList();
      assertFalse(runs.isEmpty(), kind);
      for (SentSpan run : runs) {
        SentSpan parent = Optional.ofNullable(parents.get(run.parent())).orElseThrow();
        assertTrue(run.began() >= parent.began() && run.ended() <= parent.ended());
        assertEquals("succeeded", run.attributes().get("likeness.outcome"));
        var key = new StepKey(new Digest(run.attributes().getOrDefault("likeness.keys", "")));
        assertTrue(store.find(key).isPresent(), run::toString);
      }
    }
  }

  @Test
  void withoutTracesNoHeaderIsWritten() {
    run(
        Observers.NONE.tracing(Tracing.OFF.interceptor()),
        Map.of("mergin", Map.of()),
        ended -> {
          List<HistoryEvent> activities =
              ended.events().stream()
                  .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                  .toList();
          assertFalse(activities.isEmpty());
          for (HistoryEvent activity : activities) {
            assertEquals(
                Map.of(),
                activity.getActivityTaskScheduledEventAttributes().getHeader().getFieldsMap());
          }
        });
  }
}
