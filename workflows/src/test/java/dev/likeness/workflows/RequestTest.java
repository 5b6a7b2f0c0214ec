package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A wrong request is answered, whatever it is. */
class RequestTest {
  private static final List<String> TYPES =
      List.of("FaceSwap", "ExtractFaces", "TrainModel", "ConvertVideo");

  @Test
  void allErrorsOfAWrongRequestAreInTheFailure() {
    var steps = new FakeSteps().refuseRequestsFor("project: is missing.", "chunk: 0 is too small.");
    try (var platform = new Platform(steps)) {
      for (String type : TYPES) {
        var workflow = platform.start(type, Map.of("chunk", 0));
        ApplicationFailure failure = Platform.failure(workflow);
        assertEquals("BAD_REQUEST", failure.getType());
        assertTrue(failure.isNonRetryable());
        assertEquals("project: is missing.\nchunk: 0 is too small.", failure.getOriginalMessage());
        assertEquals(
            List.of("project: is missing.", "chunk: 0 is too small."),
            failure.getDetails().get(List.class));
        assertEquals("failed", Platform.status(workflow).stage());
      }
      assertEquals(TYPES.size(), steps.planned());
    }
  }

  @Test
  void aRequestThatIsNotAnObjectFailsWithASentence() {
    List<Object> requests = new ArrayList<>(List.of("likeness", 42, true, List.of(1, "two"), 0.5));
    requests.add(null);
    try (var platform = new Platform(new FakeSteps())) {
      for (String type : TYPES) {
        for (Object request : requests) {
          var failure = Platform.failure(platform.start(type, request));
          assertEquals("BAD_REQUEST", failure.getType());
          assertEquals(FakePlanner.NOT_AN_OBJECT, failure.getOriginalMessage());
        }
      }
    }
  }

  @Test
  void noRequestAtAllFailsWithTheSameSentence() {
    try (var platform = new Platform(new FakeSteps())) {
      for (String type : TYPES) {
        assertEquals(
            FakePlanner.NOT_AN_OBJECT, Platform.failure(platform.start(type)).getOriginalMessage());
      }
    }
  }

  @Test
  void aRequestThatIsNoJsonFailsTheWorkflowAndNotItsTask() {
    try (var platform = new Platform(new FakeSteps())) {
      for (String type : TYPES) {
        var failure = Platform.failure(platform.start(type, new Object[] {new byte[] {1, 2}}));
        assertEquals("io.temporal.common.converter.DataConverterException", failure.getType());
      }
    }
  }
}
