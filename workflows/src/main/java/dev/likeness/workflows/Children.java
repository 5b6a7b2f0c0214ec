package dev.likeness.workflows;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts the workflows that are useful alone as children of others. */
final class Children {
  /** About a quarter of an hour of waiting for a predecessor that makes its last checkpoint. */
  private static final int PATIENCE = 30;

  private Children() {}

  private static <W> W stub(Class<W> type, String workflowId, Request request) {
    return Workflow.newChildWorkflowStub(
        type,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(workflowId)
            .setStaticSummary(StaticSummary.of(type.getSimpleName(), request))
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  /**
   * A child under its id, once it has begun: a child's stub signals its first execution, which has
   * ended when the child went on as new.
   */
  static <W extends Steered> Steered steered(Class<W> type, String workflowId, W child) {
    Promise<WorkflowExecution> begun = Workflow.getWorkflowExecution(child);
    W current = Workflow.newExternalWorkflowStub(type, workflowId);
    return steering -> {
      begun.get();
      current.steer(steering);
    };
  }

  /**
   * Runs a child to its end; its failure becomes the parent's own, word for word. A workflow that
   * was terminated or reset leaves children that still make their checkpoints under the ids that
   * its successor needs: it waits for them.
   *
   * @param request asked anew at each attempt
   */
  static <W extends Steered, R> R run(
      Class<W> type,
      String workflowId,
      Gate gate,
      Supplier<Request> request,
      BiFunction<W, Request, R> method) {
    for (int attempt = 0; ; attempt++) {
      gate.pass();
      Request asked = request.get();
      W child = stub(type, workflowId, asked);
      gate.began(workflowId, steered(type, workflowId, child));
      try {
        return method.apply(child, asked);
      } catch (ChildWorkflowFailure e) {
        if (!(e.getCause() instanceof WorkflowExecutionAlreadyStarted)
            || !Changes.waitForPredecessors()) {
          throw plain(e);
        }
        if (attempt == PATIENCE) {
          throw ApplicationFailure.newNonRetryableFailureWithCause(
              "Workflow " + workflowId + " of an earlier start goes on and on: cancel it.",
              FailureReason.TIMED_OUT.name(),
              e);
        }
      } finally {
        gate.ended(workflowId);
      }
      Workflow.sleep(Duration.ofSeconds(Math.min(30, 1L << Math.min(attempt, 5))));
    }
  }

  private static TemporalFailure plain(ChildWorkflowFailure e) {
    return e.getCause() instanceof ApplicationFailure failure
        ? ApplicationFailure.newBuilder()
            .setMessage(failure.getOriginalMessage())
            .setType(failure.getType())
            .setDetails(failure.getDetails())
            .setNonRetryable(true)
            .setCause(e)
            .build()
        : e;
  }

  static Request extract(
      String project,
      Medium medium,
      Optional<String> person,
      boolean faceset,
      Map<String, Object> extraction,
      Fanout fanout,
      Map<String, Object> resources) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("project", project);
    fields.put("medium", medium);
    person.ifPresent(id -> fields.put("person", id));
    fields.put("faceset", faceset);
    fields.put("extraction", extraction);
    fields.put("fanout", fanout);
    Resources.pass(resources, List.of(Resources.EXTRACT), fields);
    return Request.of(fields);
  }

  /** What was planned, as a request: a model's newest weights are not looked up again. */
  static Request convert(ConvertPlan plan) {
    return convert(
        plan.project(),
        plan.target(),
        plan.person(),
        plan.extraction(),
        plan.weights(),
        plan.conversion(),
        plan.merging(),
        plan.container(),
        plan.fanout(),
        plan.resources());
  }

  static Request convert(
      String project,
      Medium target,
      Optional<String> person,
      Map<String, Object> extraction,
      @Nullable String weights,
      Object conversion,
      Map<String, Object> merging,
      String container,
      Fanout fanout,
      Map<String, Object> resources) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("project", project);
    fields.put("target", target);
    person.ifPresent(id -> fields.put("person", id));
    fields.put("extraction", extraction);
    fields.put("weights", weights);
    fields.put("conversion", conversion);
    fields.put("merging", merging);
    fields.put("container", container);
    fields.put("fanout", fanout);
    Resources.pass(
        resources, List.of(Resources.EXTRACT, Resources.CONVERT, Resources.MERGE), fields);
    return Request.of(fields);
  }
}
