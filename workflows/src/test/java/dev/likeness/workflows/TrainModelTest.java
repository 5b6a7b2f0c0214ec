package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Training is watched, paused, finished early and extended. */
class TrainModelTest {
  private static final Map<String, Object> HUNDRED = Platform.training(Map.of("iterations", 100));

  @Test
  void trainsToTheGoalInOneGeneration() {
    var steps = new FakeSteps();
    try (var platform = new Platform(steps)) {
      var model = platform.run("TrainModel", HUNDRED, TrainedModel.class);
      assertEquals(100, model.iteration());
      assertEquals("weights-100", model.outputs().get("weights"));
      assertEquals(List.of(0), generations(steps));
      assertEquals(10, steps.asked("train").size());
    }
  }

  @Test
  void linksToTheNewestPreviewInWhatTemporalShowsOfIt() {
    try (var platform = new Platform(new FakeSteps())) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      workflow.getResult(TrainedModel.class);
      String details =
          workflow
              .query("__temporal_workflow_metadata", WorkflowMetadata.class)
              .getCurrentDetails();
      assertTrue(details.contains("; [preview](https://store.example/sheet-100)"), details);
    }
  }

  @Test
  void trainsForMinutesInAll() {
    var steps = new FakeSteps();
    try (var platform = new Platform(steps)) {
      Map<String, Object> request = Platform.training(Map.of("minutes", 2.5));
      assertEquals(25, platform.run("TrainModel", request, TrainedModel.class).iteration());
      Map<String, Object> parameters = parameters(steps);
      assertEquals(2.5, parameters.get("minutes"));
      assertFalse(parameters.containsKey("until"));
    }
  }

  @Test
  void pauseStopsTheRunAndResumeStartsTheNextGeneration() {
    var steps = new FakeSteps().holdTrainingAt(30);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals(
          "Paused at iteration 30, after a checkpoint.", Platform.update(workflow, "pause"));
      assertEquals(List.of(0), steps.stops().stream().map(RunRequest::generation).toList());
      assertTrue(Platform.status(workflow).paused());
      assertEquals("Training goes on.", Platform.update(workflow, "resume"));
      steps.awaitHeldTraining(1);
      assertFalse(Platform.status(workflow).paused());
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of(0, 1), generations(steps));
    }
  }

  @Test
  void aPauseBySignalWhoseStopFailsIsStillAPauseAndNotTheEndOfTheTraining() {
    var steps = new FakeSteps().holdTrainingAt(30).failTheFirstStop();
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      workflow.signal("steer", Steering.of(Steering.Kind.PAUSE));
      steps.awaitStops(1);
      assertTrue(Platform.status(workflow).paused());
      workflow.signal("steer", Steering.of(Steering.Kind.RESUME));
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void aPauseThatComesBeforeTheProcessStopsItAtTheEndOfItsSlice() {
    var steps = new FakeSteps().holdTrainingAt(30).ignoreTheFirstStop();
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "pause");
      steps.holdTrainingAt(60);
      steps.awaitStops(2);
      steps.awaitNoRuns();
      Platform.update(workflow, "resume");
      steps.awaitHeldTraining(1);
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of(0, 0), steps.stops().stream().map(RunRequest::generation).toList());
    }
  }

  @Test
  void anExtensionThatComesBeforeTheProcessMovesTheGoalAtTheEndOfItsSlice() {
    var steps = new FakeSteps().holdTrainingAt(30).ignoreTheFirstStop();
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "extend", iterations(200));
      steps.holdTrainingAt(50);
      steps.awaitHeldTraining(1);
      steps.releaseTraining();
      assertEquals(200, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(2, steps.stops().size());
    }
  }

  @Test
  void finishReturnsTheNewestCheckpoint() {
    var steps = new FakeSteps().holdTrainingAt(40);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals("Training ends at iteration 40.", Platform.update(workflow, "finish"));
      var model = workflow.getResult(TrainedModel.class);
      assertEquals(40, model.iteration());
      assertEquals("weights-40", model.outputs().get("weights"));
      assertEquals(List.of(0), generations(steps));
    }
  }

  @Test
  void finishOfAPausedTrainingReturnsItsCheckpointWithoutTrainingOn() {
    var steps = new FakeSteps().holdTrainingAt(40);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "pause");
      steps.releaseTraining();
      Platform.update(workflow, "finish");
      assertEquals(40, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of(0), generations(steps));
    }
  }

  @Test
  void extendChangesTheGoalUnderTheNextGeneration() {
    var steps = new FakeSteps().holdTrainingAt(50);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals(
          "Training now ends at iteration 200.",
          Platform.update(workflow, "extend", iterations(200)));
      steps.awaitHeldTraining(1);
      steps.releaseTraining();
      assertEquals(200, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of(0, 1), generations(steps));
    }
  }

  @Test
  void extendToMinutesReplacesAGoalInIterations() {
    var steps = new FakeSteps().holdTrainingAt(50);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals(
          "Training now ends after 7.5 minutes in all.",
          Platform.update(workflow, "extend", minutes(7.5)));
      steps.awaitHeldTraining(1);
      steps.releaseTraining();
      assertEquals(75, workflow.getResult(TrainedModel.class).iteration());
      assertFalse(parameters(steps).containsKey("until"));
    }
  }

  @Test
  void aRunThatReachedTheOldGoalGoesOnToTheNewOne() {
    var steps = new FakeSteps().holdTrainingAt(90).ignoreTheFirstStop();
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "extend", iterations(120));
      steps.releaseTraining();
      assertEquals(120, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of(0, 1), generations(steps));
    }
  }

  @Test
  void aLostRunGoesOnUnderTheNextGeneration() {
    var steps = new FakeSteps().loseTheFirstRunOf("train");
    try (var platform = new Platform(steps)) {
      assertEquals(100, platform.run("TrainModel", HUNDRED, TrainedModel.class).iteration());
      assertEquals(List.of(0, 1), generations(steps));
    }
  }

  @Test
  void aModelThatIsBusyFailsAtOnce() {
    var steps = new FakeSteps().failWith("train", FailureReason.MODEL_BUSY, "Held by another.");
    try (var platform = new Platform(steps)) {
      var failure = Platform.failure(platform.start("TrainModel", HUNDRED));
      assertEquals("MODEL_BUSY", failure.getType());
      assertEquals("Held by another.", failure.getOriginalMessage());
      assertEquals(1, steps.asked("train").size());
    }
  }

  @Test
  void updatesThatMakeNoSenseAreRefusedWithASentence() {
    var steps = new FakeSteps().holdTrainingAt(20);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals("Training is not paused.", Platform.refusal(workflow, "resume"));
      assertEquals(
          "Say more than now: training ends at iteration 100.",
          Platform.refusal(workflow, "extend", iterations(100)));
      assertEquals(
          "Say either iterations or minutes.",
          Platform.refusal(workflow, "extend", new Extension(Optional.of(200L), Optional.of(9.0))));
      assertEquals(
          "Say either iterations or minutes.",
          Platform.refusal(workflow, "extend", new Extension(Optional.empty(), Optional.empty())));
      Platform.update(workflow, "pause");
      assertEquals("Training is paused already.", Platform.refusal(workflow, "pause"));
      Platform.update(workflow, "finish");
      assertEquals(20, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void finishIsRefusedBeforeTheFirstIteration() {
    var steps = new FakeSteps().holdTrainingAt(0);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals(
          "Nothing is trained yet: finish needs at least one iteration.",
          Platform.refusal(workflow, "finish"));
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void updatesAreRefusedWhileTheRequestIsChecked() {
    var steps = new FakeSteps().holdPlanningOf("TrainModel");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      String sentence =
          "Training has not begun, its request is being checked: try again in a moment.";
      assertEquals(sentence, Platform.refusal(workflow, "pause"));
      assertEquals(sentence, Platform.refusal(workflow, "resume"));
      assertEquals(sentence, Platform.refusal(workflow, "finish"));
      assertEquals(sentence, Platform.refusal(workflow, "extend", iterations(200)));
      steps.letPlanningGoOn();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void anExtensionThatCannotBeReadIsRefusedAndTrainingGoesOn() {
    var steps = new FakeSteps().holdTrainingAt(20);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      assertFalse(Platform.refusal(workflow, "extend", "much longer").isEmpty());
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void cancellingStopsTheRunAndEndsTheWorkflowAsCancelled() {
    var steps = new FakeSteps().holdTrainingAt(20);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      workflow.cancel();
      assertInstanceOf(CanceledFailure.class, Platform.endedBy(workflow));
      assertEquals(1, steps.stops().size());
    }
  }

  @Test
  void cancellingAPausedTrainingEndsIt() {
    var steps = new FakeSteps().holdTrainingAt(20);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "pause");
      workflow.cancel();
      assertInstanceOf(CanceledFailure.class, Platform.endedBy(workflow));
    }
  }

  @Test
  void steeringByAParentIsNotLostWhileTheRequestIsChecked() {
    var steps = new FakeSteps().holdPlanningOf("TrainModel");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldPlanning();
      workflow.signal("steer", new Steering(Steering.Kind.EXTEND, Optional.of(iterations(150))));
      steps.letPlanningGoOn();
      assertEquals(150, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void finishByAParentBeforeTheFirstIterationEndsWithTheFirstCheckpoint() {
    var steps = new FakeSteps().holdTrainingAt(0);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      workflow.signal("steer", Steering.of(Steering.Kind.FINISH));
      steps.releaseTraining();
      assertEquals(10, workflow.getResult(TrainedModel.class).iteration());
    }
  }

  @Test
  void showsLossesAndIterationsInTheStatus() {
    var steps = new FakeSteps().holdTrainingAt(30);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(0);
      JobStatus status = Platform.status(workflow);
      assertEquals("train", status.stage());
      Progress progress = status.stages().getFirst().progress();
      assertEquals(30, progress.done());
      assertEquals(100, progress.total());
      assertEquals(0.5, progress.figures().get("sourceLoss"));
      steps.releaseTraining();
      workflow.getResult(TrainedModel.class);
      assertEquals("done", Platform.status(workflow).stage());
    }
  }

  static Extension iterations(long iterations) {
    return new Extension(Optional.of(iterations), Optional.empty());
  }

  static Extension minutes(double minutes) {
    return new Extension(Optional.empty(), Optional.of(minutes));
  }

  static List<Integer> generations(FakeSteps steps) {
    return steps.asked("train").stream().map(RunRequest::generation).distinct().toList();
  }

  private static Map<String, Object> parameters(FakeSteps steps) {
    return steps.asked("train").getLast().steps().getFirst().parameters();
  }

  @Test
  void theMemoryThatARunTurnedOutToNeedIsKeptOverAPause() {
    var steps = new FakeSteps().runOutOfMemory("train", "24Gi").holdTrainingAt(30);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(1);
      var _ = Platform.update(workflow, "pause");
      var _ = Platform.update(workflow, "resume");
      steps.awaitHeldTraining(2);
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(
          List.of("0 null", "1 24Gi", "2 24Gi"),
          steps.asked("train").stream()
              .map(
                  run ->
                      run.generation()
                          + " "
                          + run.steps().getFirst().conditions().get(Resources.MEMORY_SINCE))
              .distinct()
              .toList());
    }
  }
}
