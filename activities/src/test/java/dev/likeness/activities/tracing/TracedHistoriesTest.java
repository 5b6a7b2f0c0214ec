package dev.likeness.activities.tracing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.likeness.workflows.ConvertVideoWorkflow;
import dev.likeness.workflows.ExtractFacesWorkflow;
import dev.likeness.workflows.FaceSwapWorkflow;
import dev.likeness.workflows.TrainModelWorkflow;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Jobs that began without traces go on with them: the histories of workflows are replayed. */
final class TracedHistoriesTest {
  private static final Path HISTORIES = Path.of("../workflows/src/test/resources/histories");

  @TestFactory
  Stream<DynamicTest> aWorkerThatTracesTakesTheSameDecisionsAs() throws IOException {
    List<Path> recorded;
    try (Stream<Path> files = Files.list(HISTORIES)) {
      recorded = files.sorted().toList();
    }
    assertFalse(recorded.isEmpty());
    return recorded.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> replay(file)));
  }

  private static void replay(Path file) throws Exception {
    String json = Files.readString(file);
    String id =
        WorkflowExecutionHistory.fromJson(json)
            .getEvents()
            .getFirst()
            .getWorkflowExecutionStartedEventAttributes()
            .getWorkflowId();
    try (var collector = OtlpCollector.start();
        Tracing tracing = Tracing.start(collector.settings());
        var environment =
            TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder()
                    .setWorkerFactoryOptions(
                        WorkerFactoryOptions.newBuilder()
                            .setWorkerInterceptors(tracing.interceptor().orElseThrow())
                            .build())
                    .build())) {
      Worker worker = environment.newWorker("histories");
      worker.registerWorkflowImplementationTypes(
          FaceSwapWorkflow.class,
          ExtractFacesWorkflow.class,
          TrainModelWorkflow.class,
          ConvertVideoWorkflow.class);
      WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(json, id), worker);
    }
  }
}
