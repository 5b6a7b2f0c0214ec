package dev.likeness.model.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  private static final Figures UNTOUCHED = new Figures(20, 0.7, 0.04, 5);
  private static final Figures PASTED = new Figures(22, 0.8, 0.06, 2);

  @Test
  void aSwapThatMeetsEveryDemandPasses() {
    var verdict = Verdict.of(new Figures(23, 0.81, 0.059, 4), UNTOUCHED, PASTED);
    assertTrue(verdict.passed());
    assertEquals(6, verdict.checks().size());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void missingOneDemandFailsTheVerdictByItsName(Figures swap, List<String> missed) {
    var verdict = Verdict.of(swap, UNTOUCHED, PASTED);
    assertFalse(verdict.passed());
    assertEquals(
        missed,
        verdict.checks().stream().filter(check -> !check.passed()).map(Check::name).toList());
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new Figures(22.99, 0.9, 0.01, 1), List.of("psnr over pasted")),
        Arguments.of(
            new Figures(20.5, 0.9, 0.01, 1), List.of("psnr over untouched", "psnr over pasted")),
        Arguments.of(new Figures(30, 0.8, 0.01, 1), List.of("ssim over pasted")),
        Arguments.of(
            new Figures(30, 0.7, 0.01, 1), List.of("ssim over untouched", "ssim over pasted")),
        Arguments.of(new Figures(30, 0.9, 0.06, 1), List.of("landmarkError")),
        Arguments.of(new Figures(30, 0.9, 0.01, 4.01), List.of("jitter")),
        Arguments.of(new Figures(30, 0.9, 0.01, Double.NaN), List.of("jitter")));
  }
}
