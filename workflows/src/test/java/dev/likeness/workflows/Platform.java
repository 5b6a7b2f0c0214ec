package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A Temporal whose time flies, with a worker for all workflow types and made-up steps. */
final class Platform implements AutoCloseable {
  private static final String QUEUE = "likeness";

  private final TestWorkflowEnvironment temporal;

  Platform(FakeSteps steps) {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    // The default names this machine, which recorded histories would keep.
                    WorkflowClientOptions.newBuilder().setIdentity("test").build())
                .build());
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(DataConverterException.class)
            .build(),
        FaceSwapWorkflow.class,
        ExtractFacesWorkflow.class,
        TrainModelWorkflow.class,
        ConvertVideoWorkflow.class);
    worker.registerActivitiesImplementations(steps);
    temporal.start();
  }

  static Map<String, Object> medium(String name) {
    return Map.of("name", name, "media", "digest-" + name);
  }

  static Map<String, Object> extraction(int chunk, int parallel) {
    return Map.of(
        "project",
        "lady-anne",
        "medium",
        medium("anne"),
        "fanout",
        Map.of("chunk", chunk, "parallel", parallel));
  }

  static Map<String, Object> training(Map<String, Object> training) {
    return Map.of(
        "project",
        "lady-anne",
        "sources",
        List.of("s"),
        "targets",
        List.of("t"),
        "training",
        training);
  }

  static Map<String, Object> conversion(int chunk, int parallel) {
    return Map.of(
        "project",
        "lady-anne",
        "target",
        medium("george"),
        "weights",
        "weights-100",
        "fanout",
        Map.of("chunk", chunk, "parallel", parallel));
  }

  static Map<String, Object> swap(Map<String, Object> training) {
    return Map.of(
        "project",
        "lady-anne",
        "sources",
        List.of(medium("anne-1"), medium("anne-2")),
        "targets",
        List.of(medium("george"), medium("henry")),
        "training",
        training,
        "fanout",
        Map.of("chunk", 20, "parallel", 4));
  }

  /** Starts a workflow under its type's name; the request may be anything. */
  WorkflowStub start(String type, @Nullable Object... request) {
    return startAs(type, type, request);
  }

  WorkflowStub startAs(String type, String id, @Nullable Object... request) {
    WorkflowStub workflow =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                type, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(id).build());
    workflow.start(request);
    return workflow;
  }

  <R> R run(String type, Map<String, Object> request, Class<R> result) {
    return start(type, request).getResult(result);
  }

  WorkflowStub workflow(String id) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(id);
  }

  /** The newest execution's history of a workflow as JSON. */
  String history(String id) {
    History.Builder history =
        temporal.getWorkflowClient().fetchHistory(id).getHistory().toBuilder();
    // A real server says whose history it is; ids of children are made of it when it is replayed.
    history
        .getEventsBuilder(0)
        .getWorkflowExecutionStartedEventAttributesBuilder()
        .setWorkflowId(id);
    return new WorkflowExecutionHistory(history.build(), id).toJson(true);
  }

  /** The failure that whoever started the workflow sees first. */
  static ApplicationFailure failure(WorkflowStub workflow) {
    return (ApplicationFailure) endedBy(workflow);
  }

  static Throwable endedBy(WorkflowStub workflow) {
    return cause(
        assertThrows(WorkflowFailedException.class, () -> workflow.getResult(Object.class)));
  }

  /** The execution that a workflow id stands for now. */
  static String latestRun(WorkflowStub workflow) {
    return workflow.describe().getExecution().getRunId();
  }

  static JobStatus status(WorkflowStub workflow) {
    return workflow.query("status", JobStatus.class);
  }

  /** The status as soon as it is like this; each question is a round trip to the worker. */
  static JobStatus statusOnce(WorkflowStub workflow, Predicate<JobStatus> like) {
    JobStatus status = status(workflow);
    for (int tries = 0; !like.test(status); tries++) {
      assertTrue(tries < 5_000, "The status stays " + status);
      status = status(workflow);
    }
    return status;
  }

  static String update(WorkflowStub workflow, String name, Object... arguments) {
    return workflow.update(name, Answer.class, arguments).sentence();
  }

  /** The sentence with which an update is refused. */
  static String refusal(WorkflowStub workflow, String name, Object... arguments) {
    var refused =
        assertThrows(
            WorkflowUpdateException.class, () -> workflow.update(name, Answer.class, arguments));
    return String.valueOf(((ApplicationFailure) cause(refused)).getOriginalMessage());
  }

  private static Throwable cause(Throwable failure) {
    return Objects.requireNonNull(failure.getCause());
  }

  @Override
  public void close() {
    temporal.close();
  }
}
