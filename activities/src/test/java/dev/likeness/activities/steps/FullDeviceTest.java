package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.ExitCodes;
import dev.likeness.activities.runner.StepExit;
import dev.likeness.activities.runner.StepOutcome.OutOfDeviceMemory;
import dev.likeness.activities.steps.ScarceEngine.Lack;
import dev.likeness.activities.steps.ToyEngine.Fault;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.model.network.DeviceException;
import dev.likeness.workflows.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that does not fit says so, and goes on from its newest checkpoint in smaller parts.
 */
class FullDeviceTest {
  @TempDir Path folder;

  private static ToyEngine toy() {
    return new ToyEngine(Fault.NAN, hash -> false);
  }

  private static ScarceEngine roomForOne(Lack lack) {
    return new ScarceEngine(toy(), 1, lack);
  }

  @Test
  void aBatchThatIsTooLargeEndsTheProcessWithThatReasonWheneverItShows() throws Exception {
    for (Lack lack : Lack.values()) {
      var home = new ToyHome(folder, 4, 6);
      var full =
          assertThrows(
              DeviceException.OutOfMemory.class, () -> home.train(roomForOne(lack), () -> false));
      assertEquals(FailureReason.OUT_OF_DEVICE_MEMORY, StepFailures.of(full).reason());
      Path termination = folder.resolve("termination-" + lack);
      StepFailures.termination(full).write(termination);
      var outcome =
          assertInstanceOf(
              OutOfDeviceMemory.class,
              ExitCodes.of(StepExit.FAILED, Files.readString(termination)));
      assertEquals(
          "The device has not enough memory (cudaMalloc failed; Bytes: [2097152]; Error code [2];"
              + " DEVICE [0]).",
          outcome.sentence());
      assertEquals(List.of(), home.log().checkpoints());
    }
  }

  @Test
  void aTrainingThatMovesToASmallerDeviceGoesOnThereAsAnotherLineageAndRepeatsItselfToTheBit()
      throws Exception {
    var home = new ToyHome(folder, 4, 10);
    home.stopAfter(3, toy());
    ModelLog.Checkpoint before = home.newest().orElseThrow();
    assertThrows(
        DeviceException.OutOfMemory.class,
        () -> home.train(roomForOne(Lack.WHEN_MADE), () -> false));
    home.goesOnInPartsOf(1, before.output("weights"));
    // Two passes make an iteration now.
    ToyEngine passes = toy();
    home.train(new ScarceEngine(passes, 1, Lack.WHEN_MADE), () -> passes.batches().size() >= 4);
    assertEquals(5, home.newest().orElseThrow().iteration());
    Map<String, BlobRef> cut = home.finish(roomForOne(Lack.WHEN_MADE));
    List<ModelLog.Checkpoint> all = home.log().checkpoints();
    assertEquals(List.of(3L, 10L), List.of(all.getFirst().iteration(), all.getLast().iteration()));
    assertNotEquals(before.lineage(), all.getLast().lineage());
    assertEquals(before.output("weights"), all.getLast().base().orElseThrow());

    var alone = new ToyHome(folder, 4, 10);
    alone.stopAfter(3, toy());
    alone.goesOnInPartsOf(1, before.output("weights"));
    assertEquals(cut, alone.finish(roomForOne(Lack.WHEN_MADE)));
  }
}
