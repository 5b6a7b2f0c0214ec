package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaticSummaryTest {
  private static String of(String type, Map<String, Object> fields) {
    return StaticSummary.of(type, Request.of(fields));
  }

  private static Map<String, Object> media(String name) {
    return Map.of("media", "a".repeat(64), "name", name);
  }

  @Test
  void aSwapIsWhoseFaceWhereAndHowLongItTrains() {
    Map<String, Object> training = Map.of("architecture", "quick64", "iterations", 3000);
    assertEquals(
        "anna.mp4 -> film.mp4, quick64, 3,000 iterations",
        of(
            "FaceSwap",
            Map.of(
                "sources",
                List.of(media("anna.mp4")),
                "targets",
                List.of(media("film.mp4")),
                "training",
                training)));
    assertEquals(
        "abcdef01 and 1 more -> film.mp4 and 2 more, 0.5 minutes",
        of(
            "FaceSwap",
            Map.of(
                "sources",
                List.of(Map.of("faceset", "abcdef0123"), media("anna.mp4")),
                "targets",
                List.of(media("film.mp4"), media("b"), media("c")),
                "training",
                Map.of("minutes", 0.5))));
  }

  @Test
  void theOthersAreWhatTheyWorkOn() {
    assertEquals("Faces of anna.mp4", of("ExtractFaces", Map.of("medium", media("anna.mp4"))));
    assertEquals(
        "Convert film.mp4 (10-20)",
        of(
            "ConvertVideo",
            Map.of("target", Map.of("media", "a", "name", "film.mp4", "range", "10-20"))));
    assertEquals(
        "Train anna, original, 30 minutes",
        of(
            "TrainModel",
            Map.of(
                "project",
                "ben",
                "model",
                "anna",
                "training",
                Map.of("architecture", "original", "minutes", 30))));
    assertEquals("Train for ben", of("TrainModel", Map.of("project", "ben")));
  }

  @Test
  void anyRequestAtAllHasOneThatTemporalTakes() {
    String name = "\u0000\n\"\\\u00e9\u4f60\ud83d\ude00".repeat(100);
    List<Object> media = List.of(media(name));
    Map<String, Object> training = Map.of("architecture", "x".repeat(1000));
    String summary =
        of("FaceSwap", Map.of("sources", media, "targets", media, "training", training));
    String json = summary.replace("\\", "\\\\").replace("\"", "\\\"");
    assertTrue(json.getBytes(StandardCharsets.UTF_8).length <= 398, json);
    assertTrue(summary.chars().noneMatch(Character::isISOControl), summary);
    assertEquals("? -> ?", StaticSummary.of("FaceSwap", new Request(null)));
    assertEquals("? -> ?", of("FaceSwap", Map.of("sources", 7, "targets", List.of())));
  }
}
