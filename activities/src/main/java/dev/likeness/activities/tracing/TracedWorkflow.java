package dev.likeness.activities.tracing;

import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one workflow execution from within. It sends no command and only adds to the headers of
 * those that are sent, which replays do not compare: a workflow may begin with tracing and go on
 * without, or the other way round.
 */
final class TracedWorkflow extends WorkflowInboundCallsInterceptorBase {
  private static final Logger LOG = LoggerFactory.getLogger(TracedWorkflow.class);

  private final Spans spans;
  private Optional<JobTrace> trace = Optional.empty();

  TracedWorkflow(WorkflowInboundCallsInterceptor next, Spans spans) {
    super(next);
    this.spans = spans;
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new Calls(outbound));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    tolerantly(
        () ->
            trace =
                Optional.of(
                    new JobTrace(spans, Workflow.getInfo(), TraceHeader.of(input.getHeader()))));
    follow(JobTrace::begins);
    WorkflowOutput output;
    try {
      output = super.execute(input);
    } catch (RuntimeException failure) {
      follow(begun -> begun.ends(Optional.of(failure)));
      throw failure;
    }
    follow(begun -> begun.ends(Optional.empty()));
    return output;
  }

  private void follow(Consumer<JobTrace> what) {
    tolerantly(() -> trace.ifPresent(what));
  }

  /** What is thrown further fails the workflow's task, again and again. */
  private static void tolerantly(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      LOG.warn("A span is lost", e);
    }
  }

  private final class Calls extends WorkflowOutboundCallsInterceptorBase {
    Calls(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      follow(begun -> begun.header().into(input.getHeader()));
      ActivityOutput<R> output = super.executeActivity(input);
      follow(
          begun -> {
            JobTrace.Awaited awaited = begun.asks(input.getActivityName(), input.getArgs());
            var _ =
                output
                    .getResult()
                    .handle(
                        (result, failure) -> {
                          tolerantly(
                              () ->
                                  awaited.answers(
                                      Optional.ofNullable(result), Optional.ofNullable(failure)));
                          return result;
                        });
          });
      return output;
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      follow(begun -> begun.header().into(input.getHeader()));
      return super.executeChildWorkflow(input);
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      follow(begun -> begun.carry().into(input.getHeader()));
      super.continueAsNew(input);
    }
  }
}
