package dev.likeness.activities.scale;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long the histories of a job's workflows have become, by what follows the job's id. */
record Histories(Map<String, Length> lengths) {
  private static final List<String> WORKFLOWS =
      List.of("", "/source-0", "/target-0", "/train", "/convert-0", "/convert-0/faces");

  record Length(long events, long bytes) {}

  static Histories of(WorkflowClient client, String job) {
    Map<String, Length> lengths = new TreeMap<>();
    for (String workflow : WORKFLOWS) {
      WorkflowExecutionInfo info =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(
                          WorkflowExecution.newBuilder().setWorkflowId(job + workflow).build())
                      .build())
              .getWorkflowExecutionInfo();
      lengths.put(workflow, new Length(info.getHistoryLength(), info.getHistorySizeBytes()));
    }
    return new Histories(lengths);
  }

  long events() {
    return lengths.values().stream().mapToLong(Length::events).sum();
  }

  long bytes() {
    return lengths.values().stream().mapToLong(Length::bytes).sum();
  }

  long mostEvents() {
    return lengths.values().stream().mapToLong(Length::events).max().orElse(0);
  }

  long mostBytes() {
    return lengths.values().stream().mapToLong(Length::bytes).max().orElse(0);
  }
}
