package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.HomeException;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.video.MediaRefusedException;
import dev.likeness.workflows.FailureReason;
import io.grpc.Status;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void speakTheSentenceOfTheStepThatFailedHoweverDeepItLies() {
    var step =
        ApplicationFailure.newNonRetryableFailure(
            "No face was found in a.mp4.", FailureReason.NO_FACE.name());
    Refusal refusal = Failures.of(new IllegalStateException(new IllegalStateException(step)));
    assertEquals(ExitCode.BAD_INPUT, refusal.exit());
    assertEquals("No face was found in a.mp4.", refusal.sentence());
  }

  @Test
  void giveEachKindOfTroubleItsCode() {
    assertEquals(ExitCode.BUSY, Failures.of(new HomeException.Busy("in use")).exit());
    assertEquals(
        ExitCode.UNAVAILABLE, Failures.of(new HomeException.PortInUse("in use", null)).exit());
    assertEquals(ExitCode.CANNOT_WRITE, Failures.of(new HomeException.Unusable("no", null)).exit());
    assertEquals(ExitCode.DISK, Failures.of(new StoreException.Full("full", null)).exit());
    assertEquals(
        ExitCode.UNAVAILABLE, Failures.of(new StoreException.Unreachable("gone", null)).exit());
    assertEquals(
        ExitCode.BAD_INPUT,
        Failures.of(
                new MediaRefusedException(MediaRefusedException.Reason.EMPTY, "a.mp4 is empty."))
            .exit());
    assertEquals(ExitCode.UNAVAILABLE, Failures.of(Status.UNAVAILABLE.asRuntimeException()).exit());
  }

  @Test
  void nameTheFileThatCouldNotBeWritten() {
    Refusal refusal =
        Failures.of(
            new UncheckedIOException(
                new FileSystemException("/films/a.mp4", null, "No space left on device")));
    assertEquals(ExitCode.DISK, refusal.exit());
    assertTrue(refusal.sentence().contains("/films/a.mp4"), refusal.sentence());
  }

  @Test
  void sayWhereTheLogIsWhenLikenessItselfIsToBlame() {
    Refusal refusal = Failures.of(new IllegalStateException("odd"));
    assertEquals(ExitCode.INTERNAL, refusal.exit());
    assertTrue(refusal.sentence().contains("The log is"), refusal.sentence());
  }
}
