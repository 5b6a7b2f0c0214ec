package dev.likeness.activities.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hands spans that are over to OpenTelemetry, which sends them later: no call waits. */
final class Spans {
  private final Tracer tracer;
  private final Sampler sampler;
  private final NamedIds ids;

  private Spans(Tracer tracer, Sampler sampler, NamedIds ids) {
    this.tracer = tracer;
    this.sampler = sampler;
    this.ids = ids;
  }

  /**
   * @param ids what the tracers take their identities from
   */
  static Spans of(SdkTracerProvider tracers, NamedIds ids) {
    return new Spans(tracers.get("dev.likeness"), tracers.getSampler(), ids);
  }

  /** The first span of a trace, which is followed or not as the sampler says of its identity. */
  SpanContext first(String trace, String span, String name) {
    SamplingDecision decision =
        sampler
            .shouldSample(
                Context.root(), trace, name, SpanKind.INTERNAL, Attributes.empty(), List.of())
            .getDecision();
    return SpanContext.create(
        trace,
        span,
        decision == SamplingDecision.RECORD_AND_SAMPLE
            ? TraceFlags.getSampled()
            : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  /** A span below another one. */
  static SpanContext below(SpanContext parent, String span) {
    return SpanContext.create(
        parent.getTraceId(), span, parent.getTraceFlags(), parent.getTraceState());
  }

  synchronized void tell(Told told) {
    ids.ask(told.self());
    SpanBuilder builder =
        tracer
            .spanBuilder(told.name())
            .setParent(
                told.parent()
                    .map(parent -> Context.root().with(Span.wrap(parent)))
                    .orElse(Context.root()))
            .setStartTimestamp(told.began(), TimeUnit.MILLISECONDS)
            .setAllAttributes(told.attributes());
    Span span = builder.startSpan();
    told.events()
        .forEach(
            event ->
                span.addEvent(event.name(), event.attributes(), event.at(), TimeUnit.MILLISECONDS));
    told.error().ifPresent(sentence -> span.setStatus(StatusCode.ERROR, sentence));
    span.end(told.ended(), TimeUnit.MILLISECONDS);
  }
}
