package dev.likeness.activities.observability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The dashboards of this repository. */
public final class Boards {
  static final Path HERE = Path.of("..", "observability");

  private Boards() {}

  /** A panel of a dashboard that shows something. */
  public record Panel(String board, JsonNode json) {
    public String title() {
      return board + ": " + json.path("title").asText();
    }

    public List<String> expressions() {
      List<String> expressions = new ArrayList<>();
      json.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
      return expressions;
    }
  }

  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> all() {
    return files(HERE.resolve("dashboards"), ".json").stream().map(Boards::read).toList();
  }

  private static JsonNode read(Path file) {
    try {
      return Json.MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    for (JsonNode board : all()) {
      for (JsonNode panel : board.path("panels")) {
        if (!panel.path("type").asText().equals("row")) {
          panels.add(new Panel(board.path("title").asText(), panel));
        }
      }
    }
    return panels;
  }
}
