package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunFailuresTest {
  @Test
  void everyEndOfARunHasItsReason() {
    Map<StepOutcome, FailureReason> table = new LinkedHashMap<>();
    table.put(new StepOutcome.Succeeded(), FailureReason.LOST);
    table.put(new StepOutcome.Lost("."), FailureReason.LOST);
    table.put(new StepOutcome.Preempted("."), FailureReason.PREEMPTED);
    table.put(new StepOutcome.Evicted("."), FailureReason.EVICTED);
    table.put(new StepOutcome.OutOfHostMemory("."), FailureReason.OUT_OF_HOST_MEMORY);
    table.put(new StepOutcome.OutOfDeviceMemory("."), FailureReason.OUT_OF_DEVICE_MEMORY);
    table.put(new StepOutcome.NodeRejected("."), FailureReason.NODE_REJECTED);
    table.put(new StepOutcome.CannotStart("."), FailureReason.CANNOT_START);
    table.put(new StepOutcome.BadSpec("."), FailureReason.BAD_SPEC);
    table.put(new StepOutcome.TimedOut("."), FailureReason.TIMED_OUT);
    table.put(new StepOutcome.Unknown("."), FailureReason.UNKNOWN);
    table.put(new StepOutcome.Failed("NO_FACE", ".", "align"), FailureReason.NO_FACE);
    table.put(new StepOutcome.Failed("no such word", ".", ""), FailureReason.UNKNOWN);
    table.forEach(
        (outcome, reason) ->
            assertEquals(
                Optional.of(reason),
                RunFailures.of(outcome).map(Failure::reason),
                outcome.toString()));
  }

  @Test
  void aRunThatWasAskedToStopDidNotFail() {
    assertEquals(Optional.empty(), RunFailures.of(new StepOutcome.Stopped(true)));
    assertEquals(Optional.empty(), RunFailures.of(new StepOutcome.Stopped(false)));
  }

  @Test
  void whatAStepSaysOfItsFailureIsPassedOn() {
    assertEquals(
        Optional.of(new Failure(FailureReason.NO_FACE, "Nobody there.", "align")),
        RunFailures.of(new StepOutcome.Failed("NO_FACE", "Nobody there.", "align")));
  }

  @Test
  void aBatchThatDoesNotFitIntoTheDeviceNamesTheOneToTry() {
    var training = Json.MAPPER.createObjectNode();
    training.putObject("training").put("batch", 16);
    Failure failure = new Failure(FailureReason.OUT_OF_DEVICE_MEMORY, "Too large.", "train");
    var step = new StepRun.StepOrder("train", 1, Map.of(), training);
    assertEquals(
        "Too large. A batch of 16 a side does not fit: try training.batch 8, or a larger GPU.",
        RunFailures.advised(failure, step).sentence());
  }
}
