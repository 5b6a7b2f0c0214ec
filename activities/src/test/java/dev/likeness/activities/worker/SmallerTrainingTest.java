package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.MemoryStore;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.MicroBatch;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SmallerTrainingTest {
  private final ModelLog log = ModelLog.of(MemoryStore.open(), "toy");

  private static StepSpec train(int batch, Optional<Integer> microBatch) {
    Map<String, Object> training = new TreeMap<>(Map.of("batch", batch, "stepVersion", 1));
    microBatch.ifPresent(faces -> training.put("microBatch", faces));
    return new StepSpec(
        "train",
        Map.of("source", List.of("a".repeat(64)), "target", List.of("b".repeat(64))),
        Map.of("model", "toy", "training", training, "until", 10),
        "toy");
  }

  private Optional<MicroBatch> after(FailureReason reason, StepSpec step) {
    var report =
        new RunReport(
            RunState.FAILED,
            List.of(),
            Progress.NONE,
            Optional.of(new Failure(reason, "Sentence.", "")));
    return SmallerTraining.after(report, step, log).microBatch();
  }

  private Optional<MicroBatch> afterFullDevice(int batch, Optional<Integer> microBatch) {
    return after(FailureReason.OUT_OF_DEVICE_MEMORY, train(batch, microBatch));
  }

  private void checkpoint(StepSpec step, Optional<String> base, String weights) {
    log.claim("somebody|run|1", "progress")
        .appendIfMine(
            ModelLog.json(
                new ModelLog.Checkpoint(
                    "quick64",
                    5,
                    SmallerTraining.lineage(step, Map.of()),
                    base,
                    Map.of("weights", weights),
                    Map.of())));
  }

  @Test
  void aTrainingWithoutACheckpointBeginsFreshWithHalfTheFaces() {
    assertEquals(
        Optional.of(new MicroBatch(8, Optional.empty())), afterFullDevice(16, Optional.empty()));
    assertEquals(
        Optional.of(new MicroBatch(1, Optional.empty())), afterFullDevice(16, Optional.of(2)));
    assertEquals(Optional.empty(), afterFullDevice(16, Optional.of(1)));
    assertEquals(
        Optional.empty(), after(FailureReason.LOST, train(16, Optional.empty())), "not of memory");
  }

  @Test
  void aTrainingThatWasUnderWayGoesOnFromItsNewestCheckpoint() {
    checkpoint(train(16, Optional.empty()), Optional.empty(), "c".repeat(64));
    assertEquals(
        Optional.of(new MicroBatch(8, Optional.of("c".repeat(64)))),
        afterFullDevice(16, Optional.empty()));
  }

  @Test
  void whoComesAgainGoesOnWithWhatWasTrainedThatWayBefore() {
    checkpoint(train(16, Optional.of(8)), Optional.of("c".repeat(64)), "d".repeat(64));
    assertEquals(
        Optional.of(new MicroBatch(8, Optional.of("c".repeat(64)))),
        afterFullDevice(16, Optional.empty()),
        "the same step as then, which finds its own checkpoints");
    assertEquals(
        Optional.of(new MicroBatch(4, Optional.of("d".repeat(64)))),
        afterFullDevice(16, Optional.of(8)));
  }
}
