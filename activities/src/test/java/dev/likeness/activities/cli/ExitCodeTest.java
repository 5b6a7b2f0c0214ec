package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.likeness.workflows.FailureReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void areAllDifferent() {
    long different = Arrays.stream(ExitCode.values()).mapToInt(ExitCode::code).distinct().count();
    assertEquals(ExitCode.values().length, different);
  }

  @Test
  void blameTheProgramOnlyForWhatIsNotThePersonsFault() {
    for (FailureReason reason : FailureReason.values()) {
      ExitCode exit = ExitCode.of(reason);
      assertNotEquals(ExitCode.OK, exit, reason.name());
      if (reason.fault() == FailureReason.Fault.USER) {
        assertNotEquals(ExitCode.INTERNAL, exit, reason.name());
      }
    }
  }

  @Test
  void followTheReasonOfAFailure() {
    assertEquals(ExitCode.BAD_INPUT, ExitCode.of(FailureReason.NO_FACE));
    assertEquals(ExitCode.BUSY, ExitCode.of(FailureReason.MODEL_BUSY));
    assertEquals(ExitCode.DISK, ExitCode.of(FailureReason.STORE_FULL));
    assertEquals(ExitCode.USAGE, ExitCode.of(FailureReason.BAD_REQUEST));
    assertEquals(ExitCode.UNAVAILABLE, ExitCode.of(FailureReason.OUT_OF_HOST_MEMORY));
    assertEquals(ExitCode.INTERRUPTED, ExitCode.of(FailureReason.STOPPED));
  }
}
