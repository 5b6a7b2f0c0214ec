package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.cli.StatusReader.Node;
import dev.likeness.activities.embedded.Home;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.JobStatus;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.StageStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
  private static final Progress TRAINING =
      new Progress(
          40,
          12_000,
          "iterations",
          2.5,
          Map.of("sourceLoss", 0.5, "targetLoss", 0.25, "resumes", 1.0, "iterationsRedone", 17.0),
          Map.of(
              "weights",
              "f".repeat(64),
              "preview",
              "e".repeat(64),
              "brokenCheckpoints",
              "Iteration 30: gone."));

  private static Node node(
      String id, List<StageStatus> stages, Map<String, Object> facts, Node... children) {
    return new Node(
        id,
        new JobStatus("job", "train", "Training.", false, stages, List.of(), facts),
        List.of(children));
  }

  private static StageStatus stage(String stage, String what, int made, int reused, Progress how) {
    return new StageStatus(stage, what, made, reused, 1, how);
  }

  /** As FaceSwap stands while it trains: it has summed up the extraction of one child. */
  private static SwapStatus training() {
    Node source =
        node(
            "job/source-0",
            List.of(
                stage("ingest", "a.mp4", 1, 0, Progress.NONE),
                stage("extract", "a.mp4", 0, 1, Progress.NONE)),
            Map.of("faces", Map.of("faces", 7)));
    Node train = node("job/train", List.of(stage("train", "job-m", 0, 0, TRAINING)), Map.of());
    Node job =
        node(
            "job",
            List.of(
                new StageStatus("extract", "a.mp4", 1, 1, 2, Progress.NONE),
                new StageStatus("extract", "gone.mp4", 3, 0, 3, Progress.NONE)),
            Map.of("source-0", Map.of("faces", 7)),
            source,
            train);
    return StatusMerger.merge(job, SwapStatus.beginning("job"));
  }

  @Test
  void countsEveryStepOnce() {
    SwapStatus status = training();
    assertEquals(4, status.made());
    assertEquals(1, status.reused());
  }

  @Test
  void takesTrainingFromWhereverItRuns() {
    SwapStatus status = training();
    assertEquals(40, status.iteration());
    assertEquals(12_000, status.iterations());
    assertEquals("f".repeat(64), status.modelSha256().orElse(""));
    assertEquals(1, status.resumes());
    assertEquals(17, status.iterationsRedone());
    assertTrue(
        StatusText.lines(status).stream().anyMatch(line -> line.contains("Iteration 30: gone.")));
    assertTrue(status.facts().containsKey("source-0.faces"));
  }

  @Test
  void keepsWhatWasKnownWhenTrainingIsOver() {
    SwapStatus after = StatusMerger.merge(node("job", List.of(), Map.of()), training());
    assertEquals(40, after.iteration());
    assertEquals("f".repeat(64), after.weights().orElse(""));
  }

  @Test
  void nothingRunsAnyMoreWhenTheJobIsDoneOrFailed() {
    assertTrue(training().running());
    for (String stage : List.of("done", "failed")) {
      Node over =
          new Node(
              "job",
              new JobStatus("job", stage, "Over.", false, List.of(), List.of(), Map.of()),
              List.of());
      assertFalse(StatusMerger.merge(over, training()).running(), stage);
    }
  }

  @Test
  void hasTheDocumentedShapeAsJson() {
    JsonNode json = Json.MAPPER.valueToTree(training());
    for (String name :
        List.of(
            "project",
            "stage",
            "iteration",
            "iterations",
            "sourceLoss",
            "targetLoss",
            "modelSha256",
            "model",
            "resumes",
            "rollbacks",
            "iterationsRedone",
            "stages",
            "made",
            "reused",
            "facts",
            "films",
            "preview",
            "weights")) {
      assertTrue(json.has(name), name);
    }
    JsonNode stage = json.path("stages").path(0);
    for (String name :
        List.of("stage", "what", "made", "reused", "steps", "done", "total", "unit", "rate")) {
      assertTrue(stage.has(name), name);
    }
  }

  @Test
  void isReadBackAsItWasWritten(@TempDir Path home) {
    ProjectFolder folder = ProjectFolder.of(new Home(home), "job");
    folder.writeStatus(training());
    assertEquals(
        Json.MAPPER.<JsonNode>valueToTree(training()),
        Json.MAPPER.<JsonNode>valueToTree(folder.status().orElseThrow()));
  }

  @Test
  void showsTheFirstStageThatRunsWithinEightyColumns() {
    List<StageView> views = StageView.of(training());
    StageView now = StageView.current(views).orElseThrow();
    assertEquals(
        "train    [----------]   0 % 40/12000 it 2.50/s 1:19:44 left loss 0.500 0.250", now.line());
    views.forEach(view -> assertTrue(view.line().length() < 80));
  }

  @Test
  void isSaidInPlainLinesAtChangesAndNowAndThen() {
    StringWriter said = new StringWriter();
    AtomicLong time = new AtomicLong();
    Screen screen = new Screen(new PrintWriter(said), new PrintWriter(said), false);
    try (ProgressView view = new ProgressView(screen, time::get)) {
      view.show(training());
      view.show(training());
      assertEquals(2, said.toString().lines().count(), said.toString());
      time.set(15_000_000_000L);
      view.show(training());
      view.show(training());
    }
    assertEquals(3, said.toString().lines().count(), said.toString());
    assertTrue(said.toString().contains("extract  done"), said.toString());
  }

  @Test
  void isDrawnOverOnATerminal() {
    StringWriter said = new StringWriter();
    Screen screen = new Screen(new PrintWriter(said), new PrintWriter(said), true);
    try (ProgressView view = new ProgressView(screen, () -> 0)) {
      view.show(training());
    }
    assertTrue(said.toString().contains("\rtrain    ["), said.toString());
    assertTrue(said.toString().endsWith(System.lineSeparator()));
  }
}
