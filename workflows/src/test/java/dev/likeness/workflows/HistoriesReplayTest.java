package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Jobs that began under older code must go on under this one: their histories are replayed. */
class HistoriesReplayTest {
  @TestFactory
  Stream<DynamicTest> thisCodeTakesTheSameDecisionsAs() throws IOException, URISyntaxException {
    return recorded().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        WorkflowReplayer.replayWorkflowExecution(
                            history(file),
                            FaceSwapWorkflow.class,
                            ExtractFacesWorkflow.class,
                            TrainModelWorkflow.class,
                            ConvertVideoWorkflow.class)));
  }

  @Test
  void everyWorkflowTypeIsRecorded() throws IOException, URISyntaxException {
    Set<String> types = new TreeSet<>();
    for (Path file : recorded()) {
      types.add(
          started(WorkflowExecutionHistory.fromJson(Files.readString(file)))
              .getWorkflowType()
              .getName());
    }
    assertEquals(Set.of("ConvertVideo", "ExtractFaces", "FaceSwap", "TrainModel"), types);
  }

  @Test
  void changedCodeIsCaught() throws IOException, URISyntaxException {
    WorkflowExecutionHistory history = history(folder().resolve("extract-lost.json"));
    var caught =
        assertThrows(
            Exception.class,
            () -> WorkflowReplayer.replayWorkflowExecution(history, ChangedExtractFaces.class));
    assertTrue(
        caught.toString().contains("TMPRL1100"),
        () -> "Not for being non-deterministic: " + caught);
  }

  /** A history with the id its workflow had, from which the ids of its children are made. */
  private static WorkflowExecutionHistory history(Path file) throws IOException {
    String json = Files.readString(file);
    String id = started(WorkflowExecutionHistory.fromJson(json)).getWorkflowId();
    return WorkflowExecutionHistory.fromJson(json, id);
  }

  private static WorkflowExecutionStartedEventAttributes started(WorkflowExecutionHistory history) {
    return history.getEvents().getFirst().getWorkflowExecutionStartedEventAttributes();
  }

  private static List<Path> recorded() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().toList();
    }
  }

  private static Path folder() throws URISyntaxException {
    var folder = HistoriesReplayTest.class.getResource("/histories");
    return Path.of(Objects.requireNonNull(folder).toURI());
  }
}
