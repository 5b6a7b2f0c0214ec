package dev.likeness.workflows;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Starts the workflows that are useful alone as children of others. */
final class Children {
  private Children() {}

  static <W> W stub(Class<W> type, String workflowId) {
    return Workflow.newChildWorkflowStub(
        type,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(workflowId)
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  /** Runs a child to its end; its failure becomes the parent's own, word for word. */
  static <W, R> R run(Class<W> type, String workflowId, Function<W, R> method) {
    return unwrapped(() -> method.apply(stub(type, workflowId)));
  }

  static <R> R unwrapped(Supplier<R> child) {
    try {
      return child.get();
    } catch (ChildWorkflowFailure e) {
      if (e.getCause() instanceof ApplicationFailure failure) {
        throw ApplicationFailure.newBuilder()
            .setMessage(failure.getOriginalMessage())
            .setType(failure.getType())
            .setDetails(failure.getDetails())
            .setNonRetryable(true)
            .setCause(e)
            .build();
      }
      throw e;
    }
  }

  static Request extract(
      String project,
      Medium medium,
      Optional<String> person,
      boolean faceset,
      Map<String, Object> extraction,
      Fanout fanout) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("project", project);
    fields.put("medium", medium);
    person.ifPresent(id -> fields.put("person", id));
    fields.put("faceset", faceset);
    fields.put("extraction", extraction);
    fields.put("fanout", fanout);
    return Request.of(fields);
  }
}
