package dev.likeness.activities.worker;

import dev.likeness.workflows.RunRequest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.MDC;

/** What each line that is logged under it says of the run: whose it is and what it does. */
final class LogContext implements AutoCloseable {
  static final String WORKFLOW = "workflow";
  static final String RUN = "run";
  static final String KEY = "key";
  static final String KIND = "kind";
  static final String PROJECT = "project";

  /** As OpenTelemetry calls it in logs; only where traces are made. */
  static final String TRACE = "trace_id";

  private final Map<String, String> fields;

  private LogContext(Map<String, String> fields) {
    this.fields = fields;
    fields.forEach(MDC::put);
  }

  static LogContext of(RunRequest request) {
    Map<String, String> fields = new TreeMap<>();
    fields.put(WORKFLOW, request.owner());
    fields.put(RUN, request.ownerRun());
    fields.put(KEY, RequestedRun.of(request).key().hex());
    fields.put(KIND, request.steps().getFirst().kind());
    fields.put(PROJECT, request.project());
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      fields.put(TRACE, span.getTraceId());
    }
    return new LogContext(fields);
  }

  @Override
  public void close() {
    fields.keySet().forEach(MDC::remove);
  }
}
