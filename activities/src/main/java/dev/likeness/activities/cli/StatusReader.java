package dev.likeness.activities.cli;

import dev.likeness.workflows.JobStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a workflow and, one after the other, the children it names. */
final class StatusReader {
  private final WorkflowClient client;

  StatusReader(WorkflowClient client) {
    this.client = client;
  }

  /** A workflow's own status with those of its children, as far as they answer. */
  record Node(String id, JobStatus status, List<Node> children) {
    Node {
      children = List.copyOf(children);
    }
  }

  /** Empty when there is no such workflow. Fails when Temporal or the worker does not answer. */
  Optional<Node> read(String workflowId) {
    Optional<JobStatus> status = query(workflowId);
    if (status.isEmpty()) {
      return Optional.empty();
    }
    List<Node> children = new ArrayList<>();
    for (String child : status.get().children()) {
      read(child).ifPresent(children::add);
    }
    return Optional.of(new Node(workflowId, status.get(), children));
  }

  private Optional<JobStatus> query(String workflowId) {
    try {
      return Optional.ofNullable(
          client.newUntypedWorkflowStub(workflowId).query("status", JobStatus.class));
    } catch (io.temporal.client.WorkflowNotFoundException notYet) {
      return Optional.empty();
    } catch (WorkflowException e) {
      // A child that has not answered a first task yet, or a worker that is busy: next time.
      return Optional.empty();
    }
  }
}
