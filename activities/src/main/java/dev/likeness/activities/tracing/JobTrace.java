package dev.likeness.activities.tracing;

import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.RunState;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What one workflow execution tells of itself, in workflow time. A replay makes the same of the
 * history and tells nothing; a task of the workflow that has to be done again may tell something
 * again, under the same identity. The first workflow of a trace names it, unless who started it
 * did.
 */
final class JobTrace {
  private static final String STOP = "Stop";
  private static final String BEGAN = "began";

  /** Before the name of a run that goes on over continue-as-new. */
  private static final String ASKED = "asked.";

  private final Spans spans;
  private final WorkflowInfo info;
  private final TraceHeader given;
  private final SpanContext self;
  private final long began;
  private final Map<RunRequest, RunTrace> runs = new LinkedHashMap<>();
  private int calls;

  /** Is told how an activity ended, in the workflow's own thread. */
  @FunctionalInterface
  interface Awaited {
    void answers(Optional<?> result, Optional<RuntimeException> failure);
  }

  /**
   * @param given by who started the workflow, or by the execution that went on as this one
   */
  JobTrace(Spans spans, WorkflowInfo info, TraceHeader given) {
    this.spans = spans;
    this.info = info;
    this.given = given;
    this.began = given.number(BEGAN).orElse(info.getRunStartedTimestampMillis());
    String[] names = {info.getNamespace(), info.getWorkflowId(), info.getFirstExecutionRunId()};
    String span = NamedIds.span(names);
    this.self =
        given
            .parent()
            .map(parent -> Spans.below(parent, span))
            .orElseGet(() -> spans.first(NamedIds.trace(names), span, info.getWorkflowType()));
  }

  /** A worker has taken what was asked for. */
  void begins() {
    if (info.getRunId().equals(info.getFirstExecutionRunId())) {
      tell(
          () ->
              new Told(
                  below("start"),
                  Optional.of(self),
                  "start " + info.getWorkflowType(),
                  began,
                  Workflow.currentTimeMillis(),
                  identity(),
                  List.of(),
                  Optional.empty()));
    }
  }

  private Attributes identity() {
    return Attributes.of(
        Names.WORKFLOW, info.getWorkflowId(), Names.RUN, info.getFirstExecutionRunId());
  }

  private SpanContext below(String... names) {
    return Spans.below(self, NamedIds.span(self.getSpanId(), String.join("\n", names)));
  }

  /** For all that this workflow asks for. */
  TraceHeader header() {
    return TraceHeader.of(Optional.of(self));
  }

  /** For the execution that goes on as this one. */
  TraceHeader carry() {
    Map<String, String> kept = new TreeMap<>();
    kept.put(BEGAN, Long.toString(began));
    runs.values().forEach(run -> kept.put(ASKED + run.name(), Long.toString(run.asked())));
    return TraceHeader.of(given.parent()).with(kept);
  }

  /** An activity is asked for: a slice of a run, or something that has a span of its own. */
  Awaited asks(String activity, Object[] arguments) {
    if (!activity.equals(STOP) && arguments.length == 1 && arguments[0] instanceof RunRequest run) {
      return watches(run);
    }
    long asked = Workflow.currentTimeMillis();
    calls++;
    SpanContext span = below(info.getRunId(), activity, Integer.toString(calls));
    return (result, failure) -> ended(span, Optional.of(self), activity, asked, failure);
  }

  private Awaited watches(RunRequest request) {
    RunTrace run = runs.computeIfAbsent(request, this::asked);
    return (result, failure) -> {
      failure.ifPresent(why -> run.unwatched(Names.sentence(why), Workflow.currentTimeMillis()));
      if (result.orElse(null) instanceof RunReport report) {
        run.reports(report, Workflow.currentTimeMillis());
        if (report.state() != RunState.RUNNING) {
          runs.remove(request);
          tell(run, Optional.of(report));
        }
      }
    };
  }

  private RunTrace asked(RunRequest request) {
    String name = RunTrace.name(request);
    return new RunTrace(
        request, name, given.number(ASKED + name).orElseGet(Workflow::currentTimeMillis));
  }

  private void tell(RunTrace run, Optional<RunReport> report) {
    tell(
        () ->
            new Told(
                below(run.name(), Long.toString(run.asked())),
                Optional.of(self),
                run.kind(),
                run.asked(),
                Workflow.currentTimeMillis(),
                run.attributes(report),
                run.events(),
                report.flatMap(RunReport::failure).map(why -> why.sentence())));
  }

  /**
   * The workflow has ended, unless its failure is one after which Temporal tries the task again.
   */
  void ends(Optional<RuntimeException> failure) {
    if (failure
        .filter(why -> !(why instanceof TemporalFailure || why instanceof DataConverterException))
        .isPresent()) {
      return;
    }
    runs.values().forEach(run -> tell(run, Optional.empty()));
    ended(self, given.parent(), info.getWorkflowType(), began, failure);
  }

  private void ended(
      SpanContext span,
      Optional<SpanContext> parent,
      String name,
      long asked,
      Optional<RuntimeException> failure) {
    tell(
        () ->
            new Told(
                span,
                parent,
                name,
                asked,
                Workflow.currentTimeMillis(),
                identity().toBuilder()
                    .put(Names.OUTCOME, failure.map(Names::outcome).orElse(Names.SUCCEEDED))
                    .build(),
                List.of(),
                failure.map(Names::sentence)));
  }

  private void tell(Supplier<Told> told) {
    if (!WorkflowUnsafe.isReplaying()) {
      spans.tell(told.get());
    }
  }
}
