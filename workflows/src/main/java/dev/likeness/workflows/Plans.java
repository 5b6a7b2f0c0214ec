package dev.likeness.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;

/** Has a request bound and checked before anything else happens. */
final class Plans {
  private Plans() {}

  /**
   * The plan for a request of the running workflow's type, which the journal is then searched by;
   * fails at once with every error in it.
   */
  static PlanReport of(Request request, Journal journal) {
    String type = Workflow.getInfo().getWorkflowType();
    PlanReport report = planned(new PlanRequest(type, request));
    if (!report.errors().isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.join("\n", report.errors()), FailureReason.BAD_REQUEST.name(), report.errors());
    }
    journal.searchable(report.searchable());
    return report;
  }

  private static PlanReport planned(PlanRequest request) {
    try {
      return Runs.activities().plan(request);
    } catch (ActivityFailure e) {
      throw Runs.named(e);
    }
  }
}
