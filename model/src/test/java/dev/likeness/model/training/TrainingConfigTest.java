package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void aMicroBatchIsOfEqualPartsAndNoneWhenItIsTheWholeBatch() throws Exception {
    assertEquals(Optional.of(4), settings(8, 4).microBatch());
    assertEquals(Optional.of(5), settings(15, 7).microBatch());
    assertEquals(Optional.of(3), settings(5, 4).microBatch());
    assertEquals(Optional.of(1), settings(5, 1).microBatch());
    for (int most : new int[] {8, 9, 256}) {
      assertEquals(Optional.empty(), settings(8, most).microBatch());
    }
    assertEquals(8, settings(8, 8).atOnce());
    assertEquals(3, settings(5, 4).atOnce());
  }

  @Test
  void aMicroBatchIsHalvedUntilItIsOneFace() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    Optional<Integer> less = settings(15, 15).halved();
    while (less.isPresent()) {
      sizes.add(less.get());
      less = settings(15, less.get()).halved();
    }
    assertEquals(List.of(5, 2, 1), sizes);
  }

  private static TrainingSettings settings(int batch, int microBatch) throws Exception {
    String json = "{\"batch\":" + batch + ",\"microBatch\":" + microBatch + "}";
    TrainingConfig config = Json.MAPPER.readValue(json, TrainingConfig.class);
    assertEquals(List.of(), config.validate());
    return config.settings();
  }

  @Test
  void recordsOfModelsThatWereMadeBeforeThereWereMicroBatchesStayAsTheyAre() throws Exception {
    TrainingSettings settings = TrainingConfig.empty().settings();
    String json = Json.MAPPER.writeValueAsString(settings);
    assertFalse(json.contains("microBatch"), json);
    assertEquals(settings, Json.MAPPER.readValue(json, TrainingSettings.class));
  }

  @Test
  void everyMistakeIsToldAtOnce() throws Exception {
    TrainingConfig config =
        Json.MAPPER.readValue(
            "{\"architecture\":\"quik64\",\"batch\":0,\"microBatch\":0,\"learningRate\":7,"
                + "\"crop\":\"ear\"}",
            TrainingConfig.class);
    assertEquals(5, config.validate().size());
    assertTrue(config.validate().getFirst().contains("quick64"));
  }
}
