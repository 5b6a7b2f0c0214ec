package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A target is predicted, merged and joined. */
class ConvertVideoTest {
  @Test
  void predictsOneRunAtATimeMergesSeveralAndJoinsInOrder() {
    var steps = new FakeSteps().gather("merge", 3).frames(48);
    try (var platform = new Platform(steps)) {
      var film = platform.run("ConvertVideo", Platform.conversion(4, 3), ConvertedVideo.class);
      assertEquals("film-george", film.film());
      assertEquals(1, steps.asked("convert").size());
      assertEquals(3, steps.mostAlive());
      List<String> chunks =
          List.of("0", "4", "8", "12", "16", "20", "24", "28", "32", "36", "40", "44");
      assertEquals(chunks.stream().map(from -> "predictions-" + from).toList(), film.predictions());
      assertEquals(
          chunks.stream().map(from -> "segment-" + from).toList(),
          steps.asked("join").getFirst().steps().getFirst().inputs().get("segments"));
    }
  }

  @Test
  void eachChunkIsMergedFromItsOwnPredictions() {
    var steps = new FakeSteps();
    try (var platform = new Platform(steps)) {
      platform.run("ConvertVideo", Platform.conversion(10, 2), ConvertedVideo.class);
      for (RunRequest run : steps.asked("merge")) {
        for (StepSpec step : run.steps()) {
          assertEquals(
              List.of("predictions-" + step.parameters().get("from")),
              step.inputs().get("predictions"));
        }
      }
    }
  }

  @Test
  void addsUpWhatWasSwappedMadeAndReused() {
    var steps = new FakeSteps().reuse("convert");
    try (var platform = new Platform(steps)) {
      var film = platform.run("ConvertVideo", Platform.conversion(10, 2), ConvertedVideo.class);
      assertEquals(40, film.values().get("facesSwapped"));
      assertEquals(36, film.values().get("framesSwapped"));
      assertEquals(4, film.reused());
      assertEquals(5, film.made());
    }
  }

  @Test
  void theFailureOfTheFacesReachesTheTopWordForWord() {
    var sentence = "Two people in george could be meant: p1, p2. Say whom.";
    var steps = new FakeSteps().failWith("identify", FailureReason.PERSON_CONTESTED, sentence);
    try (var platform = new Platform(steps)) {
      var failure = Platform.failure(platform.start("ConvertVideo", Platform.conversion(10, 2)));
      assertEquals("PERSON_CONTESTED", failure.getType());
      assertEquals(sentence, failure.getOriginalMessage());
      assertEquals(
          new Failure(FailureReason.PERSON_CONTESTED, sentence, "identify"),
          failure.getDetails().get(Failure.class));
    }
  }

  @Test
  void cancellingReachesTheRunsOfTheFaces() {
    var steps = new FakeSteps().neverFinish("extract");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ConvertVideo", Platform.conversion(10, 2));
      steps.awaitRunsOf("extract", 2);
      workflow.cancel();
      assertInstanceOf(CanceledFailure.class, Platform.endedBy(workflow));
      assertEquals(2, steps.stops().size());
    }
  }

  @Test
  void aPauseReachesTheRunsOfTheFacesAndThoseOfItsOwn() {
    var steps = new FakeSteps().neverFinish("extract").neverFinish("merge");
    try (var platform = new Platform(steps)) {
      WorkflowStub workflow = platform.start("ConvertVideo", Platform.conversion(10, 2));
      steps.awaitRunsOf("extract", 2);
      Platform.update(workflow, "pause");
      steps.awaitNoRuns();
      steps.letRunsFinish("extract");
      Platform.update(workflow, "resume");
      steps.awaitRunsOf("merge", 2);
      Platform.update(workflow, "pause");
      steps.awaitNoRuns();
      steps.letRunsFinish("merge");
      Platform.update(workflow, "resume");
      assertEquals("film-george", workflow.getResult(ConvertedVideo.class).film());
    }
  }
}
