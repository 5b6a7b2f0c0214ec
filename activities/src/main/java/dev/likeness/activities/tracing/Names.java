package dev.likeness.activities.tracing;

import dev.likeness.workflows.RunReport;
import io.opentelemetry.api.common.AttributeKey;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.Locale;

/** What spans call things; the log calls them the same, without the prefix. */
final class Names {
  static final AttributeKey<String> WORKFLOW = AttributeKey.stringKey("likeness.workflow");
  static final AttributeKey<String> RUN = AttributeKey.stringKey("likeness.run");
  static final AttributeKey<String> PROJECT = AttributeKey.stringKey("likeness.project");
  static final AttributeKey<String> KIND = AttributeKey.stringKey("likeness.kind");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("likeness.outcome");
  static final AttributeKey<String> JOB = AttributeKey.stringKey("likeness.job");
  static final AttributeKey<String> WHY = AttributeKey.stringKey("likeness.why");
  static final AttributeKey<Long> GENERATION = AttributeKey.longKey("likeness.generation");
  static final AttributeKey<Long> STEPS = AttributeKey.longKey("likeness.steps");
  static final AttributeKey<Long> REUSED = AttributeKey.longKey("likeness.reused");
  static final AttributeKey<List<String>> KEYS = AttributeKey.stringArrayKey("likeness.keys");

  /** OpenTelemetry's own name for it. */
  static final AttributeKey<String> POD = AttributeKey.stringKey("k8s.pod.name");

  static final String SUCCEEDED = "succeeded";

  /** Of a run whose workflow ended before it. */
  static final String LEFT = "left";

  private static final String CANCELLED = "cancelled";
  private static final String FAILED = "failed";

  private Names() {}

  /** As the metrics call it: {@code succeeded}, {@code stopped}, or why it failed. */
  static String outcome(RunReport report) {
    return word(report.failure().map(why -> why.reason().name()).orElse(report.state().name()));
  }

  /** Why a workflow or an activity failed: the reason at the bottom of it, if it has one. */
  static String outcome(Throwable failure) {
    String outcome = FAILED;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return CANCELLED;
      }
      if (cause instanceof ApplicationFailure named) {
        outcome = word(named.getType());
      }
    }
    return outcome;
  }

  /** What a person would be told: the innermost sentence. */
  static String sentence(Throwable failure) {
    String sentence = String.valueOf(failure.getMessage());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure named) {
        sentence = String.valueOf(named.getOriginalMessage());
      }
    }
    return sentence;
  }

  private static String word(String reason) {
    return reason.toLowerCase(Locale.ROOT);
  }
}
