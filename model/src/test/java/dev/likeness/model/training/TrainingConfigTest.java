package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.json.Json;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {
  @Test
  void nothingWrittenMeansTheArchitecturesDefaults() throws Exception {
    TrainingConfig config = Json.MAPPER.readValue("{}", TrainingConfig.class);
    assertEquals(TrainingConfig.empty(), config);
    TrainingSettings settings = config.settings();
    assertEquals("quick64", settings.architecture());
    assertEquals(8, settings.batch());
    assertEquals(5e-4, settings.learningRate());
    assertEquals(CropType.FULL, settings.crop());
    assertEquals(2, settings.threads());
  }

  @Test
  void whatIsWrittenCounts() throws Exception {
    TrainingConfig config =
        Json.MAPPER.readValue(
            "{\"architecture\":\"original\",\"batch\":4,\"crop\":\"whole\",\"flip\":false}",
            TrainingConfig.class);
    assertTrue(config.validate().isEmpty());
    assertEquals(4, config.settings().batch());
    assertEquals(5e-5, config.settings().learningRate());
    assertEquals(CropType.WHOLE, config.settings().crop());
    assertEquals(
        config, Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(config), TrainingConfig.class));
  }

  @Test
  void everyMistakeIsToldAtOnce() throws Exception {
    TrainingConfig config =
        Json.MAPPER.readValue(
            "{\"architecture\":\"quik64\",\"batch\":0,\"learningRate\":7,\"crop\":\"ear\"}",
            TrainingConfig.class);
    assertEquals(4, config.validate().size());
    assertTrue(config.validate().getFirst().contains("quick64"));
  }
}
