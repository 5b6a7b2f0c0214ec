package dev.likeness.activities.cli;

import dev.likeness.activities.worker.WorkerProcess;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether anybody serves a Temporal: an update that no worker takes is waited for in vain. */
record Workers(WorkflowClient client) {
  /** A worker that has nothing to do asks once a minute. */
  private static final Duration SILENT = Duration.ofMinutes(2);

  /** Refuses when no worker has asked for work of late; a Temporal that cannot tell is believed. */
  void require() {
    List<PollerInfo> pollers;
    try {
      pollers =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeTaskQueue(
                  DescribeTaskQueueRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setTaskQueue(TaskQueue.newBuilder().setName(WorkerProcess.TASK_QUEUE))
                      .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                      .build())
              .getPollersList();
    } catch (StatusRuntimeException unable) {
      return;
    }
    Instant since = Instant.now().minus(SILENT);
    boolean served =
        pollers.stream()
            .anyMatch(
                poller ->
                    Instant.ofEpochSecond(poller.getLastAccessTime().getSeconds()).isAfter(since));
    if (!served) {
      throw new Refusal(
          ExitCode.UNAVAILABLE,
          "No worker serves this Temporal, so nobody can pass this on: start one (likeness worker"
              + " --temporal HOST:PORT --store URL) and try again.");
    }
  }
}
