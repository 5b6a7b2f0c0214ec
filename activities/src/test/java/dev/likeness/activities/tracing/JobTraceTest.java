package dev.likeness.activities.tracing;

import static dev.likeness.activities.tracing.WatchedRun.SUCCEEDED;
import static dev.likeness.activities.tracing.WatchedRun.running;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.worker.RequestedRun;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunState;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a collector gets of a run that is watched, over replays and continue-as-new. */
final class JobTraceTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Tracer TRACER = new Tracer("00-" + TRACE + "-" + SPAN + "-01");

  /** A client that starts a workflow in a trace of its own. */
  private record Tracer(String traceparent) implements ContextPropagator {
    @Override
    public String getName() {
      return "tracer";
    }

    @Override
    public Map<String, Payload> serializeContext(Object context) {
      return Map.of(
          "_tracer-data",
          DefaultDataConverter.STANDARD_INSTANCE
              .toPayload(Map.of("traceparent", traceparent))
              .orElseThrow());
    }

    @Override
    public Object deserializeContext(Map<String, Payload> header) {
      return traceparent;
    }

    @Override
    public Object getCurrentContext() {
      return traceparent;
    }

    @Override
    public void setCurrentContext(Object context) {}
  }

  /** A workflow that was followed to its end: its client, its first run, what a collector got. */
  private record Traced(WorkflowClient client, String run, OtlpCollector collector) {
    List<SentSpan> spans() {
      return collector.spans().stream()
          .filter(span -> span.attributes().containsValue(WatchedRun.WORKFLOW))
          .toList();
    }

    SentSpan named(String name) {
      return collector.named(name).getFirst();
    }
  }

  private static void trace(
      WatchedRun watched,
      List<ContextPropagator> with,
      Map<String, String> and,
      Consumer<Traced> then) {
    try (var collector = OtlpCollector.start()) {
      Map<String, String> settings = new TreeMap<>(collector.settings());
      settings.putAll(and);
      Tracing tracing = Tracing.start(settings);
      watched.watch(
          with,
          tracing.interceptor().orElseThrow(),
          (client, run) -> {
            // Has all of the last execution replayed.
            String _ =
                client
                    .newUntypedWorkflowStub(WatchedRun.WORKFLOW)
                    .query("__stack_trace", String.class);
            tracing.close();
            then.accept(new Traced(client, run, collector));
          });
    }
  }

  @Test
  void aRunIsOneSpanFromItsFirstSliceToItsLastOverReplaysAndContinueAsNew() {
    var watched = new WatchedRun(1, running(Map.of()), running(Map.of()), SUCCEEDED);
    trace(
        watched,
        List.of(),
        Map.of(),
        traced -> {
          assertEquals(
              List.of("Stop", "Watching", "extract", "start Watching"),
              traced.spans().stream().map(SentSpan::name).sorted().toList());
          SentSpan job = traced.named("Watching");
          SentSpan run = traced.named("extract");
          assertEquals("", job.parent());
          assertEquals("succeeded", job.attributes().get("likeness.outcome"));
          for (String name : List.of("extract", "Stop", "start Watching")) {
            assertEquals(job.id(), traced.named(name).parent(), name);
          }
          assertEquals(Set.of(job.trace()), watched.traces());
          var asked = RequestedRun.of(WatchedRun.request("job", traced.run()));
          assertEquals(
              Map.of(
                  "likeness.workflow", "job",
                  "likeness.run", traced.run(),
                  "likeness.project", "film",
                  "likeness.kind", "extract",
                  "likeness.generation", "0",
                  "likeness.steps", "1",
                  "likeness.reused", "0",
                  "likeness.outcome", "succeeded",
                  "likeness.job", asked.name(),
                  "likeness.keys", asked.steps().getFirst().key().hex()),
              run.attributes());
          List<HistoryEvent> first = traced.client().fetchHistory("job", traced.run()).getEvents();
          assertEquals(
              EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
              first.getLast().getEventType());
          assertEquals(time(first.getFirst()), job.began(), "the whole workflow");
          assertEquals(
              time(
                  first.stream()
                      .filter(HistoryEvent::hasWorkflowTaskStartedEventAttributes)
                      .findFirst()
                      .orElseThrow()),
              run.began(),
              "when it was first asked for");
        });
  }

  @Test
  void aRunTellsInWhichPodItIsAndWhenItWaits() {
    var watched =
        new WatchedRun(
            9,
            running(Map.of()),
            running(Map.of("waits", "no node has a free GPU", "pod", "step-1-abc")),
            running(Map.of("waits", "it still has none", "pod", "step-1-abc")),
            running(Map.of("pod", "step-1-abc")),
            SUCCEEDED);
    trace(
        watched,
        List.of(),
        Map.of(),
        traced -> {
          SentSpan run = traced.named("extract");
          assertEquals(List.of("pod", "waits", "goes on"), run.events());
          assertEquals("step-1-abc", run.attributes().get("k8s.pod.name"));
        });
  }

  private static long time(HistoryEvent event) {
    var at = event.getEventTime();
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos()).toEpochMilli();
  }

  @Test
  void aRunThatFailsSaysWhy() {
    var failure = new Failure(FailureReason.MEDIA_REFUSED, "This is no film.", "extract");
    trace(
        new WatchedRun(
            1, new RunReport(RunState.FAILED, List.of(), Progress.NONE, Optional.of(failure))),
        List.of(),
        Map.of(),
        traced -> {
          SentSpan run = traced.named("extract");
          assertEquals("media_refused", run.attributes().get("likeness.outcome"));
          assertEquals("This is no film.", run.error());
          assertEquals("", traced.named("Watching").error());
        });
  }

  @Test
  void aRunIsLeftWhenItsWorkflowIsCancelled() {
    trace(
        new WatchedRun(9, running(Map.of())),
        List.of(),
        Map.of(),
        traced -> {
          Map<String, String> outcomes = new TreeMap<>();
          for (SentSpan span : traced.spans()) {
            outcomes.put(span.name(), String.valueOf(span.attributes().get("likeness.outcome")));
          }
          assertEquals(
              Map.of(
                  "Watching", "cancelled",
                  "extract", "left",
                  "Stop", "succeeded",
                  "start Watching", "null"),
              outcomes);
        });
  }

  @Test
  void aTraceThatIsNotSampledIsNotSentButItsIdIsKnown() {
    var watched = new WatchedRun(1, SUCCEEDED);
    trace(
        watched,
        List.of(),
        Map.of("otel.traces.sampler", "parentbased_traceidratio", "otel.traces.sampler.arg", "0"),
        traced -> {
          assertEquals(List.of(), traced.spans());
          assertEquals(1, watched.traces().size());
          assertNotEquals(Set.of("0".repeat(32)), watched.traces());
        });
  }

  @Test
  void whatSlicesAreToldIsWhatTemporalsOtherClientsRead() {
    trace(
        new WatchedRun(1, SUCCEEDED),
        List.of(),
        Map.of(),
        traced -> {
          SentSpan job = traced.named("Watching");
          List<Payload> headers =
              traced.client().fetchHistory("job", traced.run()).getEvents().stream()
                  .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                  .map(event -> event.getActivityTaskScheduledEventAttributes().getHeader())
                  .flatMap(header -> header.getFieldsMap().values().stream())
                  .toList();
          assertEquals(2, headers.size());
          assertTrue(
              headers.stream()
                  .allMatch(
                      header ->
                          header
                              .getData()
                              .toStringUtf8()
                              .equals(
                                  "{\"traceparent\":\"00-"
                                      + job.trace()
                                      + "-"
                                      + job.id()
                                      + "-01\"}")),
              headers::toString);
        });
  }

  @Test
  void aWorkflowThatIsStartedInATraceIsPartOfIt() {
    var watched = new WatchedRun(1, running(Map.of()), SUCCEEDED);
    trace(
        watched,
        List.of(TRACER),
        Map.of(),
        traced -> {
          assertEquals(SPAN, traced.named("Watching").parent());
          assertEquals(4, traced.spans().size());
          assertTrue(traced.spans().stream().allMatch(span -> span.trace().equals(TRACE)));
          assertEquals(Set.of(TRACE), watched.traces());
        });
  }

  /** Breaks with each span, and with the first of a trace before that. */
  private static final class Broken implements Sampler {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String trace,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      asked.add(name);
      throw new IllegalStateException("broken");
    }

    @Override
    public String getDescription() {
      return "broken";
    }
  }

  @Test
  void whatBreaksBeforeItsFirstSpanFailsNoWorkflowInAnyReplay() {
    assertEquals(4, Collections.frequency(completes(List.of()), "Watching"));
  }

  @Test
  void whatBreaksWithEachSpanFailsNoWorkflow() {
    assertTrue(
        completes(List.of(TRACER))
            .containsAll(List.of("start Watching", "extract", "Stop", "Watching")));
  }

  private static List<String> completes(List<ContextPropagator> with) {
    var ids = new NamedIds();
    var broken = new Broken();
    try (var tracers =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(broken)
            .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
            .build()) {
      new WatchedRun(1, running(Map.of()), SUCCEEDED)
          .watch(
              with,
              new TracedWorker(Spans.of(tracers, ids)),
              (client, run) ->
                  assertEquals(
                      EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
                      client.fetchHistory("job").getEvents().getLast().getEventType()));
    }
    return broken.asked;
  }
}
