package dev.likeness.activities.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.model.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void jsonHoldsNameValueAndUnitAndNothingElse() throws Exception {
    var figures = List.of(new Figure("extract 720p", 25.5, "frames/s", "two steps"));

    assertEquals(
        "[{\"name\":\"extract 720p\",\"value\":25.5,\"unit\":\"frames/s\"}]",
        Json.MAPPER.writeValueAsString(figures));
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThrows(IllegalArgumentException.class, () -> new Figure("share", Double.NaN, "%", ""));
  }

  @Test
  void tableAlignsNamesValuesAndUnits() {
    assertEquals(
        List.of(
            "decode           1235 frames/s  alone",
            "save time       0.500 s         to the store"),
        FigureTable.lines(
            List.of(
                new Figure("decode", 1234.6, "frames/s", "alone"),
                new Figure("save time", 0.5, "s", "to the store"))));
  }

  @Test
  void numbersShowThreeDigitsThatCount() {
    assertEquals("1235", FigureTable.number(1234.6));
    assertEquals("99.9", FigureTable.number(99.9));
    assertEquals("1.25", FigureTable.number(1.249));
    assertEquals("0.050", FigureTable.number(0.05));
  }
}
