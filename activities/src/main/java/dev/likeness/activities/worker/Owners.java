package dev.likeness.activities.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.StatusUtils;

/** Whether the workflows that runs and models were recorded for are still there. */
final class Owners {
  private final WorkflowClient client;

  Owners(WorkflowClient client) {
    this.client = client;
  }

  /** What Temporal says of an owner. */
  enum Standing {
    OPEN,
    /** Ended, or not known to Temporal (any more). */
    CLOSED,
    /** Temporal did not answer. */
    UNKNOWN
  }

  /** Of a workflow whose first execution's run id is given, which resets and the like keep. */
  Standing of(String workflow, String firstRun) {
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
      return running && (first.isEmpty() || first.equals(firstRun))
          ? Standing.OPEN
          : Standing.CLOSED;
    } catch (StatusRuntimeException e) {
      boolean notFound = e.getStatus().getCode() == Status.Code.NOT_FOUND;
      // A Temporal that does not know the namespace (yet) knows nothing of what is in it.
      return notFound && !StatusUtils.hasFailure(e, NamespaceNotFoundFailure.class)
          ? Standing.CLOSED
          : Standing.UNKNOWN;
    }
  }
}
