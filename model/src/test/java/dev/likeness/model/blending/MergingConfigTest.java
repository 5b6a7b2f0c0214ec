package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.likeness.model.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergingConfigTest {
  @Test
  void nothingWrittenMeansTheDocumentedDefaults() throws JsonProcessingException {
    MergingConfig empty = read("{}");
    assertEquals(MergingConfig.DEFAULTS, empty);
    assertEquals(List.of(), empty.validate());
    assertEquals(
        new MergingSettings(0.02, 0.12, ColorMatch.REINHARD, 0, 0, 1, 14), empty.settings());
  }

  @Test
  void whatIsWrittenIsUsedAndWrittenAgain() throws JsonProcessingException {
    String json =
        """
        {"color":"mean","erode":0.1,"feather":0.0,"opacity":0.5,"quantiser":20,"scale":-3.5,\
        "sharpen":2.0}""";
    MergingConfig config = read(json);
    assertEquals(new MergingSettings(0.1, 0, ColorMatch.MEAN, -3.5, 2, 0.5, 20), config.settings());
    assertEquals(json, Json.MAPPER.writeValueAsString(config));
  }

  @Test
  void allErrorsComeAtOnceEachWithItsPathAndRange() throws JsonProcessingException {
    MergingConfig wrong =
        read(
            """
            {"color":"rainbow","erode":-1,"feather":9,"opacity":1.5,"quantiser":0,"scale":11,\
            "sharpen":-0.5}""");
    assertEquals(
        List.of(
            "merging.erode: -1 is outside 0 to 0.5; leave it out for 0.02.",
            "merging.feather: 9 is outside 0 to 0.5; leave it out for 0.12.",
            "merging.color: \"rainbow\" is not one of reinhard, mean, none.",
            "merging.scale: 11 is outside -10 to 10; leave it out for 0.",
            "merging.sharpen: -0.5 is outside 0 to 5; leave it out for 0.",
            "merging.opacity: 1.5 is outside 0 to 1; leave it out for 1.",
            "merging.quantiser: 0 is outside 1 to 51; leave it out for 14."),
        wrong.validate());
    assertThrows(IllegalArgumentException.class, wrong::settings);
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertThrows(UnrecognizedPropertyException.class, () -> read("{\"fether\":0.1}"));
  }

  @Test
  void settingsRefuseWhatNoConfigurationCouldHold() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new MergingSettings(Double.NaN, 0.1, ColorMatch.NONE, 0, 0, 1, 16));
  }

  private static MergingConfig read(String json) throws JsonProcessingException {
    return Json.MAPPER.readValue(json, MergingConfig.class);
  }
}
