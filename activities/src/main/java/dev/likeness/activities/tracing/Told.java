package dev.likeness.activities.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import java.util.Optional;

/**
 * A span that is over.
 *
 * @param parent absent for the first of a trace
 * @param began in milliseconds since 1970
 * @param ended in milliseconds since 1970
 * @param error a sentence when it ended badly
 */
record Told(
    SpanContext self,
    Optional<SpanContext> parent,
    String name,
    long began,
    long ended,
    Attributes attributes,
    List<Event> events,
    Optional<String> error) {
  Told {
    events = List.copyOf(events);
  }

  /**
   * What happened on the way.
   *
   * @param at in milliseconds since 1970
   */
  record Event(String name, Attributes attributes, long at) {}
}
