package dev.likeness.workflows;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Writes the histories that {@link HistoriesReplayTest} replays. It is no part of the build: record
 * under new names when workflow code gains a way to go, and keep the old ones, which running jobs
 * went. {@code ./mvnw -pl workflows test -Dtest=RecordHistories#theNewOne}
 */
class RecordHistories {
  private static final Path FOLDER = Path.of("src/test/resources/histories");

  @Test
  void aJobOfTwoSourcesAndTwoTargetsThatIsPausedExtendedAndFinished() throws IOException {
    var steps = new FakeSteps().holdTrainingAt(30).loseTheFirstRunOf("merge");
    try (var platform = new Platform(steps)) {
      WorkflowStub job = platform.start("FaceSwap", Platform.swap(Map.of("iterations", 100)));
      steps.awaitHeldTraining(0);
      WorkflowStub training = platform.workflow("FaceSwap/train");
      Platform.update(job, "pause");
      Platform.statusOnce(training, JobStatus::paused);
      Platform.update(job, "resume");
      steps.awaitHeldTraining(1);
      Platform.update(job, "extend", TrainModelTest.iterations(200));
      steps.awaitHeldTraining(2);
      Platform.update(job, "finish");
      job.getResult(SwapResult.class);
      keep("face-swap", platform.history("FaceSwap"));
      keep("face-swap-extract", platform.history("FaceSwap/source-0"));
      keep("face-swap-train", platform.history("FaceSwap/train"));
      keep("face-swap-convert", platform.history("FaceSwap/convert-0"));
    }
  }

  @Test
  void anExtractionInSlicesThatLosesARun() throws IOException {
    var steps = new FakeSteps().watchInSlices("extract", 2).loseTheFirstRunOf("extract");
    record("extract-lost", steps, "ExtractFaces", Platform.extraction(10, 2));
  }

  @Test
  void anExtractionThatFailsWhileOtherRunsGoOn() throws IOException {
    var steps =
        new FakeSteps()
            .gather("extract", 4)
            .failChunkWith("extract", 20, FailureReason.INTERNAL, "A defect.")
            .neverFinish("extract");
    record("extract-failed", steps, "ExtractFaces", Platform.extraction(10, 4));
  }

  @Test
  void anExtractionThatIsCancelled() throws IOException {
    var steps = new FakeSteps().neverFinish("extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ExtractFaces", Platform.extraction(10, 2));
      steps.awaitRunsOf("extract", 2);
      workflow.cancel();
      end(workflow);
      keep("extract-cancelled", platform.history("ExtractFaces"));
    }
  }

  @Test
  void aConversionOfASinglePerson() throws IOException {
    record("convert", new FakeSteps(), "ConvertVideo", Platform.conversion(10, 2));
  }

  @Test
  void aTrainingThatIsTheContinuationOfAnother() throws IOException {
    Map<String, Object> request = new TreeMap<>(Platform.training(Map.of("minutes", 2)));
    request.put("carry", Map.of("generation", 3, "minutes", 4, "paused", false));
    record("train-continued", new FakeSteps(), "TrainModel", request);
  }

  @Test
  void aTrainingThatIsCancelled() throws IOException {
    var steps = new FakeSteps().holdTrainingAt(20);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow =
          platform.start("TrainModel", Platform.training(Map.of("iterations", 100)));
      steps.awaitHeldTraining(0);
      workflow.cancel();
      end(workflow);
      keep("train-cancelled", platform.history("TrainModel"));
    }
  }

  @Test
  void aTrainingThatFillsItsDeviceTwice() throws IOException {
    var steps = new FakeSteps().fillTheDevice(8, 4);
    record("train-micro-batch", steps, "TrainModel", Platform.training(Map.of("iterations", 40)));
  }

  @Test
  void aRequestThatIsRefused() throws IOException {
    var steps = new FakeSteps().refuseRequestsFor("project: is missing.");
    record("face-swap-refused", steps, "FaceSwap", Map.of());
  }

  @Test
  void aTrainingThatIsPausedAndExtendedBeforeItsProcesses() throws IOException {
    trainingThatIsPausedEarly("train-paused-early");
  }

  @Test
  void anExtractionAndAConversionThatArePaused() throws IOException {
    var steps = new FakeSteps().neverFinish("extract").neverFinish("merge");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ConvertVideo", Platform.conversion(10, 2));
      for (String kind : List.of("extract", "merge")) {
        steps.awaitRunsOf(kind, 2);
        Platform.update(workflow, "pause");
        steps.awaitNoRuns();
        steps.letRunsFinish(kind);
        Platform.update(workflow, "resume");
      }
      workflow.getResult(ConvertedVideo.class);
      keep("convert-paused", platform.history("ConvertVideo"));
      keep("extract-paused", platform.history("ConvertVideo/faces"));
    }
  }

  @Test
  void aJobThatIsPausedWhileItExtractsAndAfterAChildOfItsPredecessor() throws IOException {
    var steps = new FakeSteps().neverFinish("extract");
    try (var platform = new Platform(steps)) {
      platform.startAs("ExtractFaces", "FaceSwap/source-0", Platform.extraction(10, 2));
      steps.awaitRunsOf("extract", 2);
      WorkflowStub job = platform.start("FaceSwap", Platform.swap(Map.of("iterations", 20)));
      steps.awaitRun(run -> run.owner().equals("FaceSwap/source-1"));
      Platform.update(job, "pause");
      steps.letRunsFinish("extract");
      steps.awaitNoRuns();
      Platform.update(job, "resume");
      job.getResult(SwapResult.class);
      keep("face-swap-successor", platform.history("FaceSwap"));
    }
  }

  private static void trainingThatIsPausedEarly(String name) throws IOException {
    var steps = new FakeSteps().holdTrainingAt(30).ignoreTheFirstStop();
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow =
          platform.start("TrainModel", Platform.training(Map.of("iterations", 100)));
      steps.awaitHeldTraining(0);
      Platform.update(workflow, "pause");
      steps.holdTrainingAt(60);
      Platform.statusOnce(workflow, status -> status.stages().getFirst().progress().done() == 40);
      Platform.update(workflow, "resume");
      steps.releaseTraining();
      workflow.getResult(TrainedModel.class);
      keep(name, platform.history("TrainModel"));
    }
  }

  private static void record(String name, FakeSteps steps, String type, Map<String, Object> request)
      throws IOException {
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start(type, request);
      end(workflow);
      keep(name, platform.history(type));
    }
  }

  private static void end(WorkflowStub workflow) {
    try {
      workflow.getResult(Object.class);
    } catch (WorkflowFailedException e) {
      // Some ends are bad: they are recorded like the others.
    }
  }

  private static void keep(String name, String history) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(
        FOLDER.resolve(name + ".json"), history + "\n", StandardOpenOption.CREATE_NEW);
  }
}
