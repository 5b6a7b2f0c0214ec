package dev.likeness.activities.bench;

import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FindOptions;
import dev.likeness.model.faces.FoundFaces;
import dev.likeness.model.json.Json;
import dev.likeness.model.video.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Decoding a chunk, and finding its faces as the extract step does. */
final class ExtractPart {
  private ExtractPart() {}

  static Map<String, Double> decode(PartOrder order, Gate gate) throws IOException {
    return Map.of("rate", Passes.rate(order, gate, frame -> {}));
  }

  static Map<String, Double> extract(PartOrder order, Gate gate) throws IOException {
    try (FaceFinder finder = FaceFinder.open(FindOptions.DEFAULT);
        var records = new GZIPOutputStream(OutputStream.nullOutputStream(), 1 << 16)) {
      return Map.of("rate", Passes.rate(order, gate, frame -> find(finder, frame, records)));
    }
  }

  private static void find(FaceFinder finder, Frame frame, OutputStream records)
      throws IOException {
    FoundFaces found = finder.find(FilmFolder.MEDIUM, frame.ordinal(), frame.picture());
    records.write(Json.MAPPER.writeValueAsBytes(found.records()));
  }
}
