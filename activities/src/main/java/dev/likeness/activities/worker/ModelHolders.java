package dev.likeness.activities.worker;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.workflows.RunRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.Optional;

/**
 * Who holds a model: the workflow that claimed it last, while it is open. Not found counts as
 * closed, no answer as open.
 */
final class ModelHolders {
  private final WorkflowClient client;

  ModelHolders(WorkflowClient client) {
    this.client = client;
  }

  /** The id of another open workflow that holds the model. */
  Optional<String> otherThan(RunRequest request, ModelLog log) {
    Optional<String> holder = log.holder();
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = holder.get().split("\\|", -1);
    String workflow = parts[0];
    String firstRun = parts.length > 1 ? parts[1] : "";
    boolean mine = workflow.equals(request.owner()) && firstRun.equals(request.ownerRun());
    return !mine && isOpen(workflow, firstRun) ? Optional.of(workflow) : Optional.empty();
  }

  private boolean isOpen(String workflow, String firstRun) {
    try {
      var info =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                      .build())
              .getWorkflowExecutionInfo();
      boolean running =
          info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
      String first = info.getFirstRunId();
      return running && (first.isEmpty() || first.equals(firstRun));
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() != Status.Code.NOT_FOUND;
    }
  }
}
