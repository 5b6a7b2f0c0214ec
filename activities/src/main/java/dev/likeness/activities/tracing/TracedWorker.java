package dev.likeness.activities.tracing;

import io.opentelemetry.context.Scope;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;

/**
 * Traces a worker's workflows. All spans are told by the workflow that has what they are about in
 * its history, so that any worker tells the same; activities only know in which trace they are.
 */
final class TracedWorker extends WorkerInterceptorBase {
  private final Spans spans;

  TracedWorker(Spans spans) {
    this.spans = spans;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new TracedWorkflow(next, spans);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        try (Scope _ = TraceHeader.of(input.getHeader()).context().makeCurrent()) {
          return super.execute(input);
        }
      }
    };
  }
}
