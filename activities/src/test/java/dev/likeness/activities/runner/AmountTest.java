package dev.likeness.activities.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AmountTest {
  @Test
  void amountsAreReadAsKubernetesWritesThem() {
    Map<String, Double> table =
        Map.of(
            "2", 2.0, "500m", 0.5, "1.5Gi", 1.5 * (1L << 30), "2G", 2e9, "64Mi", 64.0 * (1 << 20));
    table.forEach(
        (written, value) -> assertEquals(Optional.of(new Amount(value)), Amount.of(written)));
    for (String none : List.of("", "0", "-1", "8 Gi", "8gb", "much", "1e3")) {
      assertEquals(Optional.empty(), Amount.of(none), none);
    }
  }

  @Test
  void memoryIsSaidInGibibytes() {
    assertEquals("3 GiB", Amount.mebibytes(3072).sayMemory());
    assertEquals("3.7 GiB", Amount.mebibytes(3750).sayMemory());
    assertEquals("3750Mi", Amount.mebibytes(3750).memory());
  }
}
