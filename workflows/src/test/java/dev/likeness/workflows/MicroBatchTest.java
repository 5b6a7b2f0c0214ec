package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A training whose device has no memory for its batch goes on with fewer faces at once. */
class MicroBatchTest {
  private static final Map<String, Object> HUNDRED = Platform.training(Map.of("iterations", 100));

  @Test
  void aTrainingThatFillsItsDeviceGoesOnInHalvesAsAnotherLineageAndSaysSo() {
    var steps = new FakeSteps().fillTheDevice(8, 4).loseTheFirstRunOf("train").holdTrainingAt(30);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      steps.awaitHeldTraining(3);
      String sentence =
          "Training model goes on with micro-batches of 4 a side, because its device has no memory"
              + " for more at once.";
      assertEquals(sentence, Platform.status(workflow).sentence());
      assertEquals(4, Platform.status(workflow).facts().get("microBatch"));
      var _ = Platform.update(workflow, "pause");
      var _ = Platform.update(workflow, "resume");
      steps.awaitHeldTraining(4);
      steps.releaseTraining();
      assertEquals(100, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(
          List.of(
              "0 null null",
              "1 null null",
              "2 8 [base-of-8]",
              "3 4 [base-of-4]",
              "4 4 [base-of-4]"),
          microBatches(steps));
    }
  }

  @Test
  void aMicroBatchIsKeptByTheExecutionThatGoesOn() {
    var steps = new FakeSteps();
    Map<String, Object> request = new TreeMap<>(Platform.training(Map.of("iterations", 20)));
    request.put(
        "carry",
        Map.of(
            "generation",
            2,
            "iterations",
            20,
            "paused",
            true,
            "microBatch",
            Map.of("faces", 2, "base", "base-of-2")));
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", request);
      String sentence = Platform.statusOnce(workflow, JobStatus::paused).sentence();
      assertTrue(sentence.contains("micro-batches of 2 a side, because"), sentence);
      var _ = Platform.update(workflow, "resume");
      assertEquals(20, workflow.getResult(TrainedModel.class).iteration());
      assertEquals(List.of("2 2 [base-of-2]"), microBatches(steps));
    }
  }

  @Test
  void aTrainingThatFillsItsDeviceWithOneFaceFailsWithTheSentence() {
    var steps = new FakeSteps().fillTheDevice(1, 0);
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("TrainModel", HUNDRED);
      var failure = Platform.failure(workflow);
      assertEquals("OUT_OF_DEVICE_MEMORY", failure.getType());
      assertEquals("The device has not enough memory.", failure.getOriginalMessage());
      assertEquals(List.of("0 null null", "1 1 [base-of-1]"), microBatches(steps));
    }
  }

  /** Generation, faces at once and base of every run that was asked for. */
  static List<String> microBatches(FakeSteps steps) {
    return steps.asked("train").stream()
        .map(
            run -> {
              StepSpec step = run.steps().getFirst();
              Object faces =
                  step.parameters().get("training") instanceof Map<?, ?> training
                      ? training.get("microBatch")
                      : "untold";
              return run.generation() + " " + faces + " " + step.inputs().get("base");
            })
        .distinct()
        .toList();
  }
}
