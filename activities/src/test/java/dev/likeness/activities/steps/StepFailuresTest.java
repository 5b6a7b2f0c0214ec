package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.network.Device;
import dev.likeness.model.network.DeviceException;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.training.BrokenCheckpointException;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepFailuresTest {
  private static void assertReason(FailureReason reason, Throwable thrown) {
    assertEquals(reason, StepFailures.of(thrown).reason(), thrown.toString());
  }

  @Test
  void whatTheStoreThrowsIsNeverTheUsersFault() {
    assertReason(
        FailureReason.STORE_UNREACHABLE, new StoreException.Unreachable("No answer.", null));
    assertReason(FailureReason.STORE_UNREACHABLE, new StoreException.Denied("No access.", null));
    assertReason(FailureReason.STORE_FULL, new StoreException.Full("No room.", null));
    assertReason(FailureReason.STORE_FULL, new StoreException.LocalFile("No room.", null));
    assertReason(FailureReason.STORE_CORRUPT, new StoreException.Corrupt("Other bytes.", null));
    assertReason(FailureReason.STORE_CORRUPT, new StoreException.Missing("Gone.", null));
    assertReason(FailureReason.STORE_CORRUPT, new StoreException.Unsuitable("Not S3.", null));
  }

  @Test
  void aFullDiskIsToldHoweverDeepItIsSaid() {
    assertReason(FailureReason.STORE_FULL, new FileSystemException("a", null, "No room"));
    assertReason(
        FailureReason.STORE_FULL,
        new IllegalStateException("Encoding failed.", new IOException("No space left on device")));
  }

  @Test
  void whatTheRequestNamedIsTheUsersToMend() {
    assertReason(
        FailureReason.MODEL_BUSY, new OvertakenException("toy", "one|run|2", "another|run|1"));
    assertReason(
        FailureReason.BAD_SPEC,
        new OtherVersionException(
            new StepOrder("train", 99, Map.of(), StepTask.object()), "network"));
    assertReason(
        FailureReason.SAME_PERSON, new ChoiceException(FailureReason.SAME_PERSON, "The same."));
    assertReason(
        FailureReason.BAD_REQUEST,
        Assertions.assertThrows(
            DeviceException.class,
            () -> SameDiffEngine.on(Device.CUDA, 1),
            "there is no CUDA here"));
  }

  @Test
  void whoIsOvertakenByItsOwnJobIsLostAndThatJobAsksAgain() {
    assertReason(FailureReason.LOST, new OvertakenException("toy", "one|run|2", "one|run|2"));
    assertReason(FailureReason.LOST, new OvertakenException("toy", "one|run|2", "one|run|1"));
    assertReason(
        FailureReason.MODEL_BUSY, new OvertakenException("toy", "one|run|1", "one|other|2"));
  }

  @Test
  void aBrokenCheckpointIsNoDefectOfTheProgram(@TempDir Path empty) {
    var broken =
        Assertions.assertThrows(BrokenCheckpointException.class, () -> Checkpoint.read(empty));
    assertReason(FailureReason.STORE_CORRUPT, broken);
  }

  @Test
  void anythingElseIsADefectAndSaysWhere() {
    var failure = StepFailures.of(new IllegalStateException("Impossible."));
    assertEquals(FailureReason.INTERNAL, failure.reason());
    assertEquals(true, failure.where().contains("StepFailuresTest"), failure.where());
  }
}
