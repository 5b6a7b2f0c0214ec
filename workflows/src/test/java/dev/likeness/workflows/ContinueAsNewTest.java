package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A training whose history has grown goes on as new, where it stood. */
class ContinueAsNewTest {
  /** Five reports of this length are more than the four megabytes at which Temporal suggests it. */
  private static final int A_LONG_REPORT = 900_000;

  @Test
  void keepsGenerationAndGoalAndAdoptsTheRun() {
    var steps = new FakeSteps().holdTrainingAt(10).speakAtLengthOfTraining(A_LONG_REPORT);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow =
          platform.start("TrainModel", Platform.training(Map.of("iterations", 20)));
      String first = Platform.latestRun(workflow);
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "extend", TrainModelTest.iterations(100));
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of(0, 1), TrainModelTest.generations(steps));
      assertNotEquals(first, Platform.latestRun(platform.workflow("TrainModel")));
      assertEquals(
          List.of(first),
          steps.asked("train").stream().map(RunRequest::ownerRun).distinct().toList());
      assertEquals(
          List.of(20L, 100L),
          steps.asked("train").stream()
              .map(run -> run.steps().getFirst().parameters().get("until"))
              .map(until -> ((Number) until).longValue())
              .distinct()
              .toList());
    }
  }

  @Test
  void keepsTheMicroBatchThatItsDeviceHolds() {
    var steps = new FakeSteps().fillTheDevice(8).speakAtLengthOfTraining(A_LONG_REPORT);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow =
          platform.start("TrainModel", Platform.training(Map.of("iterations", 100)));
      String first = Platform.latestRun(workflow);
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
      assertNotEquals(first, Platform.latestRun(platform.workflow("TrainModel")));
      assertEquals(List.of("0 null null", "1 8 [base-of-8]"), MicroBatchTest.microBatches(steps));
    }
  }

  @Test
  void aConversionGoesOnBetweenTwoRunsAndDoesNothingAgain() {
    // Seven runs of ten reports each: the history is full after four of them.
    var steps = new FakeSteps().frames(100).watchInSlices("convert", 10).speakAtLength(110_000);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ConvertVideo", Platform.conversion(1, 1));
      String first = Platform.latestRun(workflow);
      ConvertedVideo film = workflow.getResult(ConvertedVideo.class);
      assertEquals(100, film.predictions().size());
      assertNotEquals(first, Platform.latestRun(platform.workflow("ConvertVideo")));
      assertEquals(
          List.of(first),
          steps.asked("convert").stream().map(RunRequest::ownerRun).distinct().toList());
      Map<RunRequest, Long> asked =
          steps.asked("convert").stream()
              .collect(Collectors.groupingBy(run -> run, Collectors.counting()));
      assertEquals(7, asked.size(), "no run has a second generation");
      assertTrue(asked.containsValue(12L), "some are found by the second execution");
      assertTrue(asked.containsValue(11L), "and some are made by it");
    }
  }

  @Test
  void aPauseOfTheJobReachesAConversionThatHasGoneOnAsNew() {
    var steps =
        new FakeSteps()
            .frames(100)
            .watchInSlices("convert", 10)
            .speakAtLength(110_000)
            .neverFinish("merge");
    Map<String, Object> request = new TreeMap<>(Platform.swap(Map.of("iterations", 10)));
    request.put("fanout", Map.of("chunk", 1, "parallel", 1));
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", request);
      steps.awaitRunOf("merge");
      Platform.update(workflow, "pause");
      steps.awaitStops(1);
      assertEquals("merge", steps.stops().getFirst().steps().getFirst().kind());
      steps.letRunsFinish("merge");
      Platform.update(workflow, "resume");
      assertEquals(2, workflow.getResult(SwapResult.class).films().size());
    }
  }

  @Test
  void keepsAPauseThatItIsGiven() {
    var steps = new FakeSteps();
    Map<String, Object> request = new TreeMap<>(Platform.training(Map.of("iterations", 20)));
    request.put("carry", Map.of("generation", 3, "iterations", 50, "paused", true));
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", request);
      assertTrue(Platform.statusOnce(workflow, JobStatus::paused).paused());
      assertEquals(List.of(), steps.asked("train"));
      Platform.update(workflow, "resume");
      assertEquals(50, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of(3), TrainModelTest.generations(steps));
    }
  }

  @Test
  void canStillBeFinishedBeforeItsNextReport() {
    var steps = new FakeSteps();
    Map<String, Object> request = new TreeMap<>(Platform.training(Map.of("iterations", 20)));
    request.put("carry", Map.of("generation", 1, "iterations", 50, "paused", true));
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", request);
      assertTrue(Platform.statusOnce(workflow, JobStatus::paused).paused());
      Platform.update(workflow, "finish");
      assertEquals(10, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void aFinishIsNotForgottenWhenTheHistoryHasJustGrown() {
    var steps =
        new FakeSteps()
            .holdTrainingAt(40)
            .speakAtLengthOfTraining(A_LONG_REPORT)
            .ignoreTheFirstStop();
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow =
          platform.start("TrainModel", Platform.training(Map.of("iterations", 100)));
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "finish");
      steps.releaseTraining();
      assertEquals(50, workflow.getResult(TrainedModel.class).iteration());
    }
  }
}
