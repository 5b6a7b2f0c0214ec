package dev.likeness.activities.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProcessEndTest {
  private record Row(
      int code,
      boolean asked,
      boolean killed,
      String reason,
      String log,
      Class<? extends StepOutcome> outcome) {}

  @Test
  void everyEndHasAnOutcome() {
    List<Row> table =
        List.of(
            new Row(0, false, false, "", "", StepOutcome.Succeeded.class),
            new Row(0, true, false, "", "", StepOutcome.Succeeded.class),
            new Row(0, true, false, "model-busy", "", StepOutcome.Succeeded.class),
            new Row(75, true, false, "", "", StepOutcome.Stopped.class),
            new Row(75, false, false, "", "", StepOutcome.Stopped.class),
            new Row(76, false, false, "", "", StepOutcome.Lost.class),
            new Row(130, false, false, "", "", StepOutcome.Stopped.class),
            new Row(143, true, false, "", "", StepOutcome.Stopped.class),
            new Row(143, false, false, "", "", StepOutcome.Lost.class),
            new Row(137, false, false, "", "", StepOutcome.Lost.class),
            new Row(137, true, false, "", "", StepOutcome.Lost.class),
            new Row(137, true, true, "", "", StepOutcome.Stopped.class),
            new Row(3, false, false, "", "", StepOutcome.OutOfHostMemory.class),
            new Row(
                1,
                false,
                false,
                "",
                "java.lang.OutOfMemoryError: x",
                StepOutcome.OutOfHostMemory.class),
            new Row(1, false, false, "out-of-host-memory", "", StepOutcome.OutOfHostMemory.class),
            new Row(
                1, false, false, "out-of-device-memory", "", StepOutcome.OutOfDeviceMemory.class),
            new Row(1, false, false, "bad-spec", "", StepOutcome.BadSpec.class),
            new Row(1, false, false, "no-face", "", StepOutcome.Failed.class),
            new Row(1, false, false, "", "stack trace", StepOutcome.Failed.class),
            new Row(134, false, false, "", "SIGABRT", StepOutcome.Failed.class),
            new Row(139, false, false, "", "SIGSEGV", StepOutcome.Failed.class));
    for (Row row : table) {
      Optional<Termination> told =
          row.reason().isEmpty()
              ? Optional.empty()
              : Optional.of(new Termination(row.reason(), "Why.", "Where."));
      ProcessEnd end = new ProcessEnd(row.code(), row.asked(), row.killed(), told, row.log());
      assertEquals(row.outcome(), end.outcome().getClass(), row.toString());
    }
  }

  @Test
  void whatTheStepSaidReachesTheOutcome() {
    Termination told = new Termination("no-face", "No face in a.mp4.", "a.mp4");
    ProcessEnd end = new ProcessEnd(1, false, false, Optional.of(told), "log");
    assertEquals(new StepOutcome.Failed("no-face", "No face in a.mp4.", "a.mp4"), end.outcome());
  }

  @Test
  void anEndWithoutWordsShowsTheLog() {
    StepOutcome.Failed failed =
        assertInstanceOf(
            StepOutcome.Failed.class,
            new ProcessEnd(9, false, false, Optional.empty(), "last words").outcome());
    assertEquals("last words", failed.where());
  }
}
