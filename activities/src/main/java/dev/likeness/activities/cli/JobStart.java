package dev.likeness.activities.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.CanonicalJson;
import dev.likeness.activities.worker.WorkerProcess;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.StaticSummary;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import java.util.Optional;

/** Starts workflows, with a summary for whoever looks at Temporal's list. */
final class JobStart {
  private JobStart() {}

  private static WorkflowStub stub(
      WorkflowClient client, JobType type, String id, Request request) {
    return client.newUntypedWorkflowStub(
        type.toString(),
        WorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(WorkerProcess.TASK_QUEUE)
            .setStaticSummary(StaticSummary.of(type.toString(), request))
            .build());
  }

  /** Starts a workflow, whose id nothing that runs may have. */
  static WorkflowExecution startNew(
      WorkflowClient client, JobType type, String id, ObjectNode job) {
    Request request = request(job);
    try {
      return stub(client, type, id, request).start(request);
    } catch (WorkflowExecutionAlreadyStarted runs) {
      throw new Refusal(
          ExitCode.BUSY,
          "Workflow "
              + id
              + " runs on this Temporal already (run "
              + runs.getExecution().getRunId()
              + "): wait for it, cancel it there, or give this one another id (--id).");
    }
  }

  /**
   * Starts a workflow, or takes up the one that runs under its id, on a Temporal that outlives this
   * process, when that was asked for the same.
   */
  static WorkflowStub start(WorkflowClient client, JobType type, String id, ObjectNode job) {
    Request request = request(job);
    WorkflowStub workflow = stub(client, type, id, request);
    try {
      workflow.start(request);
      return workflow;
    } catch (WorkflowExecutionAlreadyStarted runs) {
      if (!isSame(asked(client, runs.getExecution()), job)) {
        throw new Refusal(
            ExitCode.BUSY,
            "Workflow "
                + id
                + " runs on this Temporal and was asked for something else: wait for it, cancel it"
                + " there, or name another project (--project).");
      }
      return client.newUntypedWorkflowStub(id);
    }
  }

  private static Request request(ObjectNode fields) {
    return Request.of(
        Json.MAPPER.convertValue(fields, new TypeReference<Map<String, Object>>() {}));
  }

  private static boolean isSame(JsonNode asked, JsonNode request) {
    return CanonicalJson.text(asked).equals(CanonicalJson.text(request));
  }

  /** What a workflow was started with. */
  private static JsonNode asked(WorkflowClient client, WorkflowExecution execution) {
    Payloads input =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .getWorkflowExecutionHistory(
                GetWorkflowExecutionHistoryRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(execution)
                    .setMaximumPageSize(1)
                    .build())
            .getHistory()
            .getEvents(0)
            .getWorkflowExecutionStartedEventAttributes()
            .getInput();
    Request request =
        client
            .getOptions()
            .getDataConverter()
            .fromPayloads(0, Optional.of(input), Request.class, Request.class);
    return Json.MAPPER.valueToTree(request.written());
  }
}
