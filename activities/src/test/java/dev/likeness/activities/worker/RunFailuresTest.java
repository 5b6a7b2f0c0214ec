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
  void whoHasNoMemoryLeftOnItsDeviceIsToldWhatToChange() {
    assertEquals(
        "Full. The training takes fewer faces at once.", adviceFor("train", 16, Optional.of(2)));
    assertEquals(
        "Full. It does not hold one face a side at once: use a larger GPU, one that nothing else"
            + " uses, or a smaller network.",
        adviceFor("train", 16, Optional.of(1)));
    assertEquals(
        "Full. Use a larger GPU, or one that nothing else uses.",
        adviceFor("convert", 16, Optional.empty()));
  }

  private static String adviceFor(String kind, int batch, Optional<Integer> microBatch) {
    var parameters = Json.MAPPER.createObjectNode();
    var training = parameters.putObject("training").put("batch", batch);
    microBatch.ifPresent(faces -> training.put("microBatch", faces));
    return RunFailures.advised(
            new Failure(FailureReason.OUT_OF_DEVICE_MEMORY, "Full.", "device"),
            new StepRun.StepOrder(kind, 1, Map.of(), parameters))
        .sentence();
  }
}
