package dev.likeness.activities.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.faults.NeedsVariables.Condition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class NeedsVariablesTest {
  @NeedsVariables(
      value = {"TEMPORAL_ADDRESS", "S3_ENDPOINT"},
      faults = {"TEMPORAL", "S3"})
  private static final class Sample {}

  private static List<String> missing(Map<String, String> environment) {
    return Condition.missing(
        Objects.requireNonNull(Sample.class.getAnnotation(NeedsVariables.class)), environment);
  }

  @Test
  void whatIsNotSetOrSetToNothingIsNamed() {
    assertEquals(
        List.of("S3_ENDPOINT", "LIKENESS_FAULT_TEMPORAL_START", "LIKENESS_FAULT_S3_STOP"),
        missing(
            Map.of(
                "TEMPORAL_ADDRESS", "localhost:7233",
                "LIKENESS_FAULT_TEMPORAL_STOP", "true",
                "LIKENESS_FAULT_S3_STOP", " ",
                "LIKENESS_FAULT_S3_START", "true")));
  }

  @Test
  void nothingIsMissingWhereAllIsSet() {
    assertEquals(
        List.of(),
        missing(
            Map.of(
                "TEMPORAL_ADDRESS", "localhost:7233",
                "S3_ENDPOINT", "http://localhost:9000",
                "LIKENESS_FAULT_TEMPORAL_STOP", "true",
                "LIKENESS_FAULT_TEMPORAL_START", "true",
                "LIKENESS_FAULT_S3_STOP", "true",
                "LIKENESS_FAULT_S3_START", "true")));
  }
}
