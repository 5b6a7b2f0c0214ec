package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointCadenceTest {
  @ParameterizedTest(name = "{0} s to save, {1} s trained, {2} failures: every {4} s")
  @CsvSource({
    // save, trained, failures, between failures, cadence
    "10, 0, 0, 7200, 379.5",
    "1, 0, 0, 7200, 120",
    "10, 28800, 0, 36000, 848.5",
    "10, 3600, 1, 5400, 328.6",
    "10, 36000, 20, 2057.1, 202.8",
    "10, 36000, 300, 143.5, 53.6",
    "0.5, 36000, 300, 143.5, 15",
    "0, 0, 0, 7200, 15",
    "60, 360000, 0, 367200, 1800",
  })
  void growsWithTheRootOfSaveTimeAndTimeBetweenFailures(
      double save, double trained, long failures, double between, double seconds) {
    var cadence = new CheckpointCadence(save, trained, failures);
    assertEquals(between, cadence.meanSecondsBetweenFailures(), 0.1);
    assertEquals(seconds, cadence.seconds(), 0.1);
  }
}
