package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How steps are spread over runs, watched, asked for again and stopped. */
class FanOutTest {
  @Test
  void neverHasMoreThanParallelRunsAtOnce() {
    var steps = new FakeSteps().frames(200).gather("extract", 3).watchInSlices("extract", 2);
    try (var platform = new Platform(steps)) {
      platform.run("ExtractFaces", Platform.extraction(2, 3), ExtractedFaces.class);
      assertEquals(3, steps.mostAlive());
      assertEquals(7, Set.copyOf(steps.asked("extract")).size());
    }
  }

  @Test
  void givesOneRunAtMostSixteenChunks() {
    var steps = new FakeSteps().frames(34);
    try (var platform = new Platform(steps)) {
      platform.run("ExtractFaces", Platform.extraction(1, 1), ExtractedFaces.class);
      assertEquals(
          List.of(16, 16, 2), steps.asked("extract").stream().map(r -> r.steps().size()).toList());
    }
  }

  @Test
  void givesResultsInTheOrderOfTheChunks() {
    var steps = new FakeSteps().frames(64).gather("extract", 4).loseRunsOf("extract", 2);
    try (var platform = new Platform(steps)) {
      var faces = platform.run("ExtractFaces", Platform.extraction(4, 4), ExtractedFaces.class);
      List<Integer> starts = IntStream.range(0, 16).map(i -> i * 4).boxed().toList();
      assertEquals(starts.stream().map(from -> "anne-faceset-" + from).toList(), faces.facesets());
      StepSpec align = steps.asked("align").getFirst().steps().getFirst();
      assertEquals(
          starts.stream().map(from -> "records-" + from).toList(), align.inputs().get("records"));
      assertEquals(
          starts.stream().map(from -> "chips-" + from).toList(), align.inputs().get("chips"));
    }
  }

  @Test
  void asksForALostRunAgainUnderTheNextGeneration() {
    var steps = new FakeSteps().loseTheFirstRunOf("extract");
    try (var platform = new Platform(steps)) {
      platform.run("ExtractFaces", Platform.extraction(40, 1), ExtractedFaces.class);
      List<RunRequest> asked = steps.asked("extract");
      assertEquals(List.of(0, 1), asked.stream().map(RunRequest::generation).toList());
      assertEquals(asked.getFirst().nextGeneration(), asked.getLast());
    }
  }

  @Test
  void watchesARunningRunAgainUnderItsOwnGeneration() {
    var steps = new FakeSteps().watchInSlices("extract", 3);
    try (var platform = new Platform(steps)) {
      platform.run("ExtractFaces", Platform.extraction(40, 1), ExtractedFaces.class);
      assertEquals(
          List.of(0, 0, 0, 0),
          steps.asked("extract").stream().map(RunRequest::generation).toList());
    }
  }

  @Test
  void endsInANamedFailureWhenTheBudgetOfGenerationsIsSpent() {
    var steps = new FakeSteps().loseRunsOf("extract", Integer.MAX_VALUE);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(40, 1));
      ApplicationFailure failure = Platform.failure(workflow);
      assertEquals("LOST", failure.getType());
      assertEquals(FakeFailures.LOST.sentence(), failure.getOriginalMessage());
      assertEquals(FakeFailures.LOST, failure.getDetails().get(Failure.class));
      assertEquals(1 + RetryBudget.GENERATIONS, steps.asked("extract").size());
      assertEquals("failed", Platform.status(workflow).stage());
      assertEquals(FakeFailures.LOST.sentence(), Platform.status(workflow).sentence());
    }
  }

  @Test
  void failsAtOnceWithTheSentenceOfAUsersMistake() {
    var sentence = "No face was found in anne.";
    var steps = new FakeSteps().failWith("align", FailureReason.NO_FACE, sentence);
    try (var platform = new Platform(steps)) {
      var failure = Platform.failure(platform.start("ExtractFaces", Platform.extraction(40, 1)));
      assertEquals("NO_FACE", failure.getType());
      assertEquals(sentence, failure.getOriginalMessage());
      assertTrue(failure.isNonRetryable());
      assertEquals(1, steps.asked("align").size());
    }
  }

  @Test
  void waitsForAStoreThatDoesNotAnswerUnderTheSameGeneration() {
    var steps = new FakeSteps().storeUnreachableFor(15);
    try (var platform = new Platform(steps)) {
      platform.run("ExtractFaces", Platform.extraction(40, 1), ExtractedFaces.class);
      assertEquals(16, steps.asked("ingest").size());
      assertTrue(steps.asked("ingest").stream().allMatch(run -> run.generation() == 0));
    }
  }

  @Test
  void namesTheFailureWhenTheStoreNeverAnswers() {
    var steps = new FakeSteps().storeUnreachableFor(Integer.MAX_VALUE);
    try (var platform = new Platform(steps)) {
      var failure = Platform.failure(platform.start("ExtractFaces", Platform.extraction(40, 1)));
      assertEquals("STORE_UNREACHABLE", failure.getType());
      assertEquals("The store does not answer.", failure.getOriginalMessage());
    }
  }

  @Test
  void stopsTheOtherRunsWhenOneFails() {
    var steps =
        new FakeSteps()
            .gather("extract", 4)
            .failChunkWith("extract", 20, FailureReason.INTERNAL, "A defect.")
            .neverFinish("extract");
    try (var platform = new Platform(steps)) {
      var failure = Platform.failure(platform.start("ExtractFaces", Platform.extraction(10, 4)));
      assertEquals("A defect.", failure.getOriginalMessage());
      assertEquals(Set.of(0, 10, 30), chunks(steps.stops()));
    }
  }

  @Test
  void stopsRunningRunsWhenTheWorkflowIsCancelled() {
    var steps = new FakeSteps().neverFinish("extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(10, 4));
      steps.awaitRunsOf("extract", 4);
      workflow.cancel();
      assertInstanceOf(CanceledFailure.class, Platform.endedBy(workflow));
      assertEquals(Set.of(0, 10, 20, 30), chunks(steps.stops()));
      assertEquals(4, steps.stops().size());
    }
  }

  @Test
  void failsWhenARunLeavesFewerResultsThanSteps() {
    var steps = new FakeSteps().leaveNoResultsOf("extract");
    try (var platform = new Platform(steps)) {
      var failure = Platform.failure(platform.start("ExtractFaces", Platform.extraction(20, 1)));
      assertEquals("INTERNAL", failure.getType());
      assertEquals("A run of 2 steps gave 0 results.", failure.getOriginalMessage());
    }
  }

  @Test
  void showsMadeAndReusedStepsInTheStatus() {
    var steps = new FakeSteps().reuse("ingest", "extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(10, 2));
      var faces = workflow.getResult(ExtractedFaces.class);
      assertEquals(5, faces.reused());
      assertEquals(6, faces.made());
      JobStatus status = Platform.status(workflow);
      assertEquals("lady-anne", status.project());
      assertEquals("done", status.stage());
      assertFalse(status.paused());
      assertEquals(
          List.of("ingest 0+1", "extract 0+4", "align 1+0", "identify 1+0", "faceset 4+0"),
          status.stages().stream()
              .map(s -> s.stage() + " " + s.made() + "+" + s.reused())
              .toList());
    }
  }

  @Test
  void showsTheProgressOfARunningRunInTheStatus() {
    var steps = new FakeSteps().watchInSlices("extract", 2).neverFinish("extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(40, 1));
      steps.awaitCallsOf("extract", 3);
      JobStatus status = Platform.status(workflow);
      assertEquals("extract", status.stage());
      Progress progress = status.stages().getLast().progress();
      assertEquals(2, progress.done());
      assertEquals(10, progress.total());
      workflow.cancel();
      assertInstanceOf(CanceledFailure.class, Platform.endedBy(workflow));
    }
  }

  private static Set<Object> chunks(List<RunRequest> runs) {
    return runs.stream()
        .map(run -> run.steps().getFirst().parameters().get("from"))
        .collect(Collectors.toSet());
  }

  @Test
  void aPauseStopsEveryRunAndResumeAsksForTheNextGenerations() {
    var steps = new FakeSteps().neverFinish("extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(10, 2));
      steps.awaitRunsOf("extract", 2);
      assertEquals("Paused: what is finished is kept.", Platform.update(workflow, "pause"));
      steps.awaitNoRuns();
      assertTrue(Platform.status(workflow).paused());
      assertEquals("It is paused already.", Platform.refusal(workflow, "pause"));
      assertEquals("It goes on.", Platform.update(workflow, "resume"));
      steps.awaitRunsOf("extract", 2);
      assertEquals("It is not paused.", Platform.refusal(workflow, "resume"));
      steps.letRunsFinish("extract");
      workflow.getResult(ExtractedFaces.class);
      assertEquals(
          List.of(0, 0, 1, 1),
          steps.asked("extract").stream().map(RunRequest::generation).sorted().toList());
    }
  }

  @Test
  void aPauseThatComesBeforeTheProcessStopsItAtTheEndOfItsSlice() {
    var steps =
        new FakeSteps().gather("extract", 2).watchInSlices("extract", 9).ignoreTheFirstStop();
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(40, 1));
      steps.awaitRunOf("extract");
      Platform.update(workflow, "pause");
      steps.gather("extract", 1);
      steps.awaitStops(2);
      steps.awaitNoRuns();
      Platform.update(workflow, "resume");
      workflow.getResult(ExtractedFaces.class);
      assertEquals(2, steps.stops().size());
    }
  }

  @Test
  void aRunThatHadTooLittleMemoryIsAskedForAgainWithMore() {
    var steps = new FakeSteps().runOutOfMemory("align", "3Gi", "4Gi");
    try (var platform = new Platform(steps)) {
      platform.run("ExtractFaces", Platform.extraction(40, 1), ExtractedFaces.class);
      assertEquals(
          List.of("0 null", "1 3Gi", "2 4Gi"),
          steps.asked("align").stream().map(FanOutTest::memory).toList());
    }
  }

  @Test
  void aRunThatHadAllTheMemoryThereIsFailsByName() {
    var steps = new FakeSteps().runOutOfMemory("align", "3Gi", "");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(40, 1));
      assertEquals("OUT_OF_HOST_MEMORY", Platform.failure(workflow).getType());
      assertEquals(2, steps.asked("align").size());
    }
  }

  private static String memory(RunRequest request) {
    return request.generation()
        + " "
        + request.steps().getFirst().conditions().get(Resources.MEMORY_SINCE);
  }
}
