package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole job, and how steering and failures travel through it. */
class FaceSwapTest {
  private static final Map<String, Object> HUNDRED = Platform.swap(Map.of("iterations", 100));

  @Test
  void trainsOnAllFacesAndConvertsEveryTargetWithTheModel() {
    var steps = new FakeSteps();
    try (var platform = new Platform(steps)) {
      var result = platform.run("FaceSwap", HUNDRED, SwapResult.class);
      assertEquals(List.of("george", "henry"), names(result.films()));
      assertEquals(100, result.model().iteration());
      StepSpec train = steps.asked("train").getFirst().steps().getFirst();
      assertEquals(
          List.of("anne-1-faceset-0", "anne-1-faceset-20", "anne-2-faceset-0", "anne-2-faceset-20"),
          train.inputs().get("source"));
      assertEquals(
          List.of("george-faceset-0", "george-faceset-20", "henry-faceset-0", "henry-faceset-20"),
          train.inputs().get("target"));
      assertEquals(
          Set.of(List.of("weights-100")),
          steps.asked("convert").stream()
              .map(run -> run.steps().getFirst().inputs().get("weights"))
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void saysOfEachChildInTemporalsListWhatItWorksOn() {
    try (var platform = new Platform(new FakeSteps())) {
      platform.run("FaceSwap", HUNDRED, SwapResult.class);
      assertEquals(
          "Faces of anne-2", platform.workflow("FaceSwap/source-1").describe().getStaticSummary());
      assertEquals(
          "Train for lady-anne, 100 iterations",
          platform.workflow("FaceSwap/train").describe().getStaticSummary());
    }
  }

  @Test
  void showsChildrenMadeAndReusedInTheStatus() {
    var steps = new FakeSteps().reuse("ingest", "extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      workflow.getResult(SwapResult.class);
      JobStatus status = Platform.status(workflow);
      assertEquals("done", status.stage());
      assertTrue(status.children().contains("FaceSwap/train"));
      StageStatus anne = status.stages().getFirst();
      assertEquals("extract", anne.stage());
      assertEquals(3, anne.reused());
      assertEquals(4, anne.made());
    }
  }

  @Test
  void passesPauseResumeAndFinishToItsTraining() {
    var steps = new FakeSteps().holdTrainingAt(30);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals("Training checkpoints and pauses.", Platform.update(workflow, "pause"));
      WorkflowStub training = platform.workflow("FaceSwap/train");
      assertTrue(Platform.statusOnce(training, JobStatus::paused).paused());
      assertTrue(Platform.status(workflow).paused());
      Platform.update(workflow, "resume");
      steps.awaitHeldTraining(1);
      assertFalse(Platform.status(training).paused());
      assertEquals(
          "Training ends with its newest iteration, then the targets are converted.",
          Platform.update(workflow, "finish"));
      var result = workflow.getResult(SwapResult.class);
      assertEquals(30, result.model().iteration());
      assertEquals(2, result.films().size());
    }
  }

  @Test
  void passesAnExtensionToItsTraining() {
    var steps = new FakeSteps().holdTrainingAt(30);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals(
          "Training now ends after 7.0 minutes in all.",
          Platform.update(workflow, "extend", TrainModelTest.minutes(7)));
      steps.awaitHeldTraining(1);
      steps.releaseTraining();
      assertEquals(70, workflow.getResult(SwapResult.class).model().iteration());
    }
  }

  @Test
  void anExtensionBeforeTrainingChangesWhatIsTrained() {
    var steps = new FakeSteps().neverFinish("extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitRunOf("extract");
      Platform.update(workflow, "extend", TrainModelTest.iterations(130));
      assertEquals(
          "Say more than now: training ends at iteration 130.",
          Platform.refusal(workflow, "extend", TrainModelTest.iterations(120)));
      steps.letRunsFinish("extract");
      assertEquals(130, workflow.getResult(SwapResult.class).model().iteration());
      assertEquals(List.of(0), TrainModelTest.generations(steps));
    }
  }

  @Test
  void steeringReachesATrainingWhoseRequestIsStillChecked() {
    var steps = new FakeSteps().holdPlanningOf("TrainModel").holdTrainingAt(0);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitHeldPlanning();
      Platform.update(workflow, "pause");
      steps.letPlanningGoOn();
      WorkflowStub training = platform.workflow("FaceSwap/train");
      assertTrue(Platform.statusOnce(training, JobStatus::paused).paused());
      Platform.update(workflow, "resume");
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(SwapResult.class).model().iteration());
    }
  }

  @Test
  void aPauseDuringExtractionStopsItsRuns() {
    var steps = new FakeSteps().neverFinish("align");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitRunsOf("align", 2);
      assertEquals(
          "The job pauses: what it has finished is kept.", Platform.update(workflow, "pause"));
      steps.awaitNoRuns();
      assertTrue(Platform.status(platform.workflow("FaceSwap/source-0")).paused());
      steps.letRunsFinish("align");
      Platform.update(workflow, "resume");
      assertEquals(2, workflow.getResult(SwapResult.class).films().size());
      assertEquals(2, steps.stops().size());
    }
  }

  @Test
  void aPauseDuringConversionStopsItsRunAndHoldsTheNextTarget() {
    var steps = new FakeSteps().neverFinish("join");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitRunOf("join");
      Platform.update(workflow, "pause");
      steps.awaitNoRuns();
      steps.letRunsFinish("join");
      assertFalse(Platform.status(workflow).children().contains("FaceSwap/convert-1"));
      Platform.update(workflow, "resume");
      assertEquals(2, workflow.getResult(SwapResult.class).films().size());
    }
  }

  @Test
  void waitsForTheChildOfATerminatedPredecessor() {
    var steps = new FakeSteps().neverFinish("extract");
    try (var platform = new Platform(steps)) {
      platform.startAs("ExtractFaces", "FaceSwap/source-0", Platform.extraction(10, 2));
      steps.awaitRunsOf("extract", 2);
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitRun(run -> run.owner().equals("FaceSwap/source-1"));
      steps.letRunsFinish("extract");
      assertEquals(2, workflow.getResult(SwapResult.class).films().size());
    }
  }

  @Test
  void updatesThatMakeNoSenseAreRefusedWithASentence() {
    var steps = new FakeSteps().neverFinish("join");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitRunOf("join");
      assertEquals("The job is not paused.", Platform.refusal(workflow, "resume"));
      assertEquals(
          "Only training can be finished early, and the job is in another stage: see its status.",
          Platform.refusal(workflow, "finish"));
      assertEquals(
          "Training is over: start the job again with more iterations.",
          Platform.refusal(workflow, "extend", TrainModelTest.iterations(200)));
      Platform.update(workflow, "pause");
      assertEquals("The job is paused already.", Platform.refusal(workflow, "pause"));
      Platform.update(workflow, "resume");
      steps.letRunsFinish("join");
      workflow.getResult(SwapResult.class);
    }
  }

  @Test
  void extensionsToLessOrOfBothKindsAreRefused() {
    var steps = new FakeSteps().holdTrainingAt(20);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitHeldTraining(0);
      assertEquals(
          "Say more than now: training ends at iteration 100.",
          Platform.refusal(workflow, "extend", TrainModelTest.iterations(50)));
      assertEquals(
          "Say either iterations or minutes.",
          Platform.refusal(workflow, "extend", new Extension(Optional.of(200L), Optional.of(3.0))));
      steps.releaseTraining();
      workflow.getResult(SwapResult.class);
    }
  }

  @Test
  void twoPeopleWhoCouldBeMeantReachTheTop() {
    var sentence = "Two people in anne-1 could be meant: p1, p2. Say whom.";
    var steps = new FakeSteps().failWith("identify", FailureReason.PERSON_CONTESTED, sentence);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      ApplicationFailure failure = Platform.failure(workflow);
      assertEquals("PERSON_CONTESTED", failure.getType());
      assertEquals(sentence, failure.getOriginalMessage());
      assertEquals("failed", Platform.status(workflow).stage());
      assertEquals(sentence, Platform.status(workflow).sentence());
    }
  }

  @Test
  void theFailureOfTheTrainingReachesTheTopWordForWord() {
    var sentence = "Only 12 faces of the source: 25 are needed.";
    var steps = new FakeSteps().failWith("train", FailureReason.TOO_FEW_FACES, sentence);
    try (var platform = new Platform(steps)) {
      ApplicationFailure failure = Platform.failure(platform.start("FaceSwap", HUNDRED));
      assertEquals("TOO_FEW_FACES", failure.getType());
      assertEquals(sentence, failure.getOriginalMessage());
      assertEquals(
          new Failure(FailureReason.TOO_FEW_FACES, sentence, "train"),
          failure.getDetails().get(Failure.class));
    }
  }

  @Test
  void whenOneMediumFailsTheRunsOfTheOthersAreStopped() {
    var steps =
        new FakeSteps()
            .gather("extract", 4)
            .neverFinish("extract")
            .failWorkOn("anne-1", FailureReason.MEDIA_REFUSED, "anne-1 is interlaced.");
    try (var platform = new Platform(steps)) {
      ApplicationFailure failure = Platform.failure(platform.start("FaceSwap", HUNDRED));
      assertEquals("anne-1 is interlaced.", failure.getOriginalMessage());
      assertInstanceOf(
          CanceledFailure.class, Platform.endedBy(platform.workflow("FaceSwap/source-1")));
      assertEquals(
          Set.of("anne-2"),
          steps.stops().stream()
              .map(run -> run.steps().getFirst().label())
              .filter(label -> !label.equals("anne-1"))
              .collect(Collectors.toSet()));
      assertEquals(Set.of(), steps.alive());
    }
  }

  @Test
  void cancellingReachesTheRunOfTheTraining() {
    var steps = new FakeSteps().holdTrainingAt(30);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("FaceSwap", HUNDRED);
      steps.awaitHeldTraining(0);
      workflow.cancel();
      assertInstanceOf(CanceledFailure.class, Platform.endedBy(workflow));
      assertInstanceOf(
          CanceledFailure.class, Platform.endedBy(platform.workflow("FaceSwap/train")));
      assertEquals(List.of("train"), steps.stops().stream().map(FakeSteps::kind).toList());
    }
  }

  private static List<String> names(List<ConvertedVideo> films) {
    return films.stream().map(ConvertedVideo::name).toList();
  }

  @Test
  void everyStageRunsUnderWhatWasAskedForIt() {
    var steps = new FakeSteps();
    Map<String, Object> request = new TreeMap<>(HUNDRED);
    request.put(
        "resources",
        Map.of("train", Map.of("profile", "large", "gpus", 2), "merge", Map.of("memory", "8Gi")));
    try (var platform = new Platform(steps)) {
      platform.run("FaceSwap", request, SwapResult.class);
      assertEquals(Map.of("profile", "large", "gpus", 2), asked(steps, "train"));
      assertEquals(Map.of("memory", "8Gi"), asked(steps, "merge"));
      assertEquals(Map.of("memory", "8Gi"), asked(steps, "join"));
      assertEquals(Map.of(), asked(steps, "extract"));
      assertEquals(Map.of(), asked(steps, "convert"));
    }
  }

  private static Object asked(FakeSteps steps, String kind) {
    return steps
        .asked(kind)
        .getFirst()
        .steps()
        .getFirst()
        .conditions()
        .getOrDefault("resources", Map.of());
  }
}
