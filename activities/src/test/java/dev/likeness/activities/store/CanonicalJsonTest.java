package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.likeness.model.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {
  private static String canonical(String json) throws Exception {
    return CanonicalJson.text(Json.MAPPER.readTree(json));
  }

  @Test
  void sortsKeysAndDropsWhiteSpace() throws Exception {
    assertEquals(
        "{\"a\":[true,null,{\"y\":\"é\\\"\",\"z\":[]}],\"b\":{}}",
        canonical("{ \"b\": {}, \"a\": [true, null, {\"z\": [], \"y\": \"\\u00e9\\\"\"}] }"));
  }

  @Test
  void writesNumbersByValue() throws Exception {
    for (String one : List.of("1", "1.0", "1e0", "10e-1", "1.000")) {
      assertEquals("1", canonical(one), one);
    }
    assertEquals("0", canonical("-0.0"));
    assertEquals("1000000", canonical("1e6"));
    assertEquals("0.0005", canonical("5e-4"));
    assertEquals("9007199254740993", canonical("9007199254740993"));
    assertEquals(
        CanonicalJson.text(DoubleNode.valueOf(0.1)), CanonicalJson.text(FloatNode.valueOf(0.1f)));
  }

  @Test
  void refusesNumbersThatJsonDoesNotHave() {
    assertThrows(
        IllegalArgumentException.class, () -> CanonicalJson.text(DoubleNode.valueOf(Double.NaN)));
  }

  @Test
  void keysDependOnEverythingThatMakesAStep() {
    Digest input = Digest.of(new byte[] {1});
    JsonNode parameters = TextNode.valueOf("p");
    StepKey key = StepKey.of("extract", 1, Map.of("medium", List.of(input)), parameters);
    assertEquals(key, StepKey.of("extract", 1, Map.of("medium", List.of(input)), parameters));
    assertNotEquals(key, StepKey.of("align", 1, Map.of("medium", List.of(input)), parameters));
    assertNotEquals(key, StepKey.of("extract", 2, Map.of("medium", List.of(input)), parameters));
    assertNotEquals(key, StepKey.of("extract", 1, Map.of("film", List.of(input)), parameters));
    assertNotEquals(key, StepKey.of("extract", 1, Map.of("medium", List.of()), parameters));
    assertNotEquals(
        key, StepKey.of("extract", 1, Map.of("medium", List.of(input)), TextNode.valueOf("q")));
  }

  @Test
  void theKeyOfARunDependsOnTheOrderOfItsSteps() {
    StepKey first = StepKey.of("a", 1, Map.of(), TextNode.valueOf(""));
    StepKey second = StepKey.of("b", 1, Map.of(), TextNode.valueOf(""));
    assertEquals(first, StepKey.ofRun(List.of(first)));
    assertNotEquals(StepKey.ofRun(List.of(first, second)), StepKey.ofRun(List.of(second, first)));
  }

  @Test
  void aKnownStepKeepsItsKeyForEver() {
    StepKey key =
        StepKey.of(
            "extract",
            3,
            Map.of("medium", List.of(Digest.of(new byte[0]))),
            Json.MAPPER.createObjectNode().put("minFace", 0.0625).put("chunk", 50));
    // printf '%s' '{"inputs":{"medium":["e3b0c442...b855"]},...}' | sha256sum
    assertEquals("46d0c396427cf7ab03049a2fbd9e6fcdd5b27a8d85993ea24ee0167c42736748", key.hex());
  }
}
