package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AfterFailureTest {
  private record Row(
      FailureReason reason, String moreMemory, int spent, String hadSince, String decision) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(FailureReason.LOST, "", 0, "", "again"),
          new Row(FailureReason.LOST, "", 5, "", "again"),
          new Row(FailureReason.LOST, "", 6, "", "final"),
          new Row(FailureReason.EVICTED, "", 1, "3Gi", "again with 3Gi"),
          new Row(FailureReason.OUT_OF_HOST_MEMORY, "3Gi", 0, "", "again with 3Gi"),
          new Row(FailureReason.OUT_OF_HOST_MEMORY, "4Gi", 1, "3Gi", "again with 4Gi"),
          new Row(FailureReason.OUT_OF_HOST_MEMORY, "4Gi", 6, "3Gi", "final"),
          new Row(FailureReason.OUT_OF_HOST_MEMORY, "", 2, "4Gi", "final"),
          // A worker of an earlier version, or a profile without room, says nothing of memory.
          new Row(FailureReason.OUT_OF_HOST_MEMORY, "", 0, "", "again"),
          new Row(FailureReason.OUT_OF_DEVICE_MEMORY, "", 0, "", "final"),
          new Row(FailureReason.BAD_REQUEST, "3Gi", 0, "", "final"));

  @Test
  void aRunThatHadTooLittleGetsMoreUntilThereIsNoMore() {
    for (Row row : TABLE) {
      var report =
          new RunReport(
              RunState.FAILED,
              List.of(),
              Progress.NONE,
              Optional.of(new Failure(row.reason(), "Sentence.", "")),
              written(row.moreMemory()),
              Optional.empty());
      String decision =
          switch (AfterFailure.of(report, row.spent(), written(row.hadSince()))) {
            case AfterFailure.Final(Failure failure) -> "final";
            case AfterFailure.Again(Optional<String> memory) ->
                memory.map(amount -> "again with " + amount).orElse("again");
            case AfterFailure.Smaller smaller -> smaller.toString();
          };
      assertEquals(row.decision(), decision, row.toString());
    }
  }

  @Test
  void aTrainingThatFilledItsDeviceGoesOnWithWhatItsReportSays() {
    var fewer = new MicroBatch(4, Optional.of("base"));
    for (int spent : new int[] {0, RetryBudget.GENERATIONS}) {
      assertEquals(
          new AfterFailure.Smaller(fewer),
          AfterFailure.of(
              failed(FailureReason.OUT_OF_DEVICE_MEMORY).with(fewer), spent, Optional.of("3Gi")));
    }
    assertInstanceOf(
        AfterFailure.Again.class,
        AfterFailure.of(failed(FailureReason.LOST).with(fewer), 0, Optional.empty()));
  }

  private static RunReport failed(FailureReason reason) {
    return new RunReport(
        RunState.FAILED,
        List.of(),
        Progress.NONE,
        Optional.of(new Failure(reason, "Sentence.", "")));
  }

  private static Optional<String> written(String amount) {
    return Optional.of(amount).filter(some -> !some.isEmpty());
  }
}
