package dev.likeness.activities.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one part of a job hands to the next in Temporal's headers: texts by name, in the field that
 * Temporal's own SDKs use for traces, so that a client of theirs may be where a trace begins.
 *
 * @param texts {@code traceparent} as the W3C writes it, and what a workflow that goes on as new
 *     remembers
 */
record TraceHeader(Map<String, String> texts) {
  private static final String FIELD = "_tracer-data";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private static final TextMapGetter<Map<String, String>> GETTER =
      (texts, name) -> texts == null ? null : texts.get(name);

  TraceHeader {
    texts = Map.copyOf(texts);
  }

  /** What a header holds; nothing when it holds what nobody here can read. */
  static TraceHeader of(Header header) {
    Payload payload = header.getValues().get(FIELD);
    if (payload == null) {
      return new TraceHeader(Map.of());
    }
    Map<String, String> texts = new TreeMap<>();
    try {
      if (DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, Object.class, Object.class)
          instanceof Map<?, ?> read) {
        read.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
      }
    } catch (DataConverterException foreign) {
      // Anybody may write there what is no JSON.
    }
    return new TraceHeader(texts);
  }

  static TraceHeader of(Optional<SpanContext> parent) {
    Map<String, String> texts = new TreeMap<>();
    parent.ifPresent(
        span ->
            W3C.inject(
                Context.root().with(Span.wrap(span)),
                texts,
                (carrier, name, text) -> texts.put(name, text)));
    return new TraceHeader(texts);
  }

  TraceHeader with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(texts);
    all.putAll(more);
    return new TraceHeader(all);
  }

  void into(Header header) {
    DefaultDataConverter.STANDARD_INSTANCE
        .toPayload(texts)
        .ifPresent(payload -> header.getValues().put(FIELD, payload));
  }

  /** The span that all of this is below, if the header names one. */
  Optional<SpanContext> parent() {
    return Optional.of(Span.fromContext(context()).getSpanContext()).filter(SpanContext::isValid);
  }

  /** A context with that span, for who asks which it is in. */
  Context context() {
    return W3C.extract(Context.root(), texts, GETTER);
  }

  /** A number that was handed on, if it was. */
  Optional<Long> number(String name) {
    try {
      return Optional.ofNullable(texts.get(name)).map(Long::valueOf);
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }
}
