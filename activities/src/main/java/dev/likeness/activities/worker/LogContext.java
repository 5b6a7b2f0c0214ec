package dev.likeness.activities.worker;

import dev.likeness.workflows.RunRequest;
import java.util.Map;
import org.slf4j.MDC;

/** What each line that is logged under it says of the run: whose it is and what it does. */
final class LogContext implements AutoCloseable {
  static final String WORKFLOW = "workflow";
  static final String RUN = "run";
  static final String KEY = "key";
  static final String KIND = "kind";
  static final String PROJECT = "project";

  private final Map<String, String> fields;

  private LogContext(Map<String, String> fields) {
    this.fields = fields;
    fields.forEach(MDC::put);
  }

  static LogContext of(RunRequest request) {
    return new LogContext(
        Map.of(
            WORKFLOW,
            request.owner(),
            RUN,
            request.ownerRun(),
            KEY,
            RunWatcher.run(request).key().hex(),
            KIND,
            request.steps().getFirst().kind(),
            PROJECT,
            request.project()));
  }

  @Override
  public void close() {
    fields.keySet().forEach(MDC::remove);
  }
}
