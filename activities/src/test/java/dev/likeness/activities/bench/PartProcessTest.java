package dev.likeness.activities.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartProcessTest {
  @TempDir Path folder;

  private PartOrder order(Part part) {
    return new PartOrder(part, folder.toString(), "film", 0, 4, "", 0.1, Optional.empty());
  }

  @Test
  void decodesInAProcessOfItsOwnOnceItIsLetThroughTheGate() throws Exception {
    FilmFolder footage = order(Part.DECODE).footage();
    new BenchFilm(320, 180, 2, 4).write(footage);
    PartOrder order = order(Part.DECODE);
    try (PartProcess prepare = PartProcess.start(order(Part.PREPARE))) {
      assertTrue(prepare.awaitReady() > 0);
      prepare.go();
      prepare.figures();
    }
    assertEquals(4, footage.faces().size());

    try (PartProcess process = PartProcess.start(order)) {
      process.awaitReady();
      process.go();
      assertTrue(process.figures().getOrDefault("rate", 0.0) > 0);
    }
  }

  @Test
  void saysWhereTheReasonIsWhenAPartEndsEarly() throws Exception {
    try (PartProcess process = PartProcess.start(order(Part.DECODE))) {
      var why = assertThrows(IOException.class, process::awaitReady);
      assertTrue(String.valueOf(why.getMessage()).contains("errors.log"));
    }
    assertTrue(Files.readString(folder.resolve("errors.log")).contains("index.json"));
  }

  @Test
  void ordersTravelAsJson() throws Exception {
    PartOrder order = order(Part.EXTRACT).chunk(1, 3);
    assertEquals(
        order, Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(order), PartOrder.class));
  }
}
