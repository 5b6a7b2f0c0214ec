package dev.likeness.activities.tracing;

import dev.likeness.activities.store.Digest;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;

/**
 * Identities that any worker would give, so that what two of them tell belongs together and what is
 * told twice is seen to be the same: hashes of names. A span gets the one that was asked for last.
 */
final class NamedIds implements IdGenerator {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private SpanContext next = SpanContext.getInvalid();

  static String trace(String... names) {
    return digits(TRACE_DIGITS, names);
  }

  static String span(String... names) {
    return digits(SPAN_DIGITS, names);
  }

  private static String digits(int count, String... names) {
    byte[] joined = String.join("\n", names).getBytes(StandardCharsets.UTF_8);
    return Digest.of(joined).hex().substring(0, count);
  }

  /** The identity of the next span; whoever calls this sees to it that no other comes between. */
  void ask(SpanContext identity) {
    next = identity;
  }

  @Override
  public String generateSpanId() {
    return next.getSpanId();
  }

  @Override
  public String generateTraceId() {
    return next.getTraceId();
  }
}
