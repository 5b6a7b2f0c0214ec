package dev.likeness.workflows;

import java.util.Map;

/** What each kind of step leaves, with outputs named after the chunk they are of. */
final class FakeResults {
  private FakeResults() {}

  static StepResult of(StepSpec step, int frames, boolean reused) {
    Object from = step.parameters().getOrDefault("from", 0);
    String key = step.kind() + "-" + step.label() + "-" + from;
    Map<String, String> outputs =
        switch (step.kind()) {
          case "ingest" -> Map.of("index", "index-" + step.label());
          case "extract" -> Map.of("records", "records-" + from, "chips", "chips-" + from);
          case "align" -> Map.of("alignments", "alignments-" + step.label());
          case "identify" -> Map.of();
          case "faceset" -> Map.of("faceset", step.label() + "-faceset-" + from);
          case "convert" -> Map.of("predictions", "predictions-" + from);
          case "merge" -> Map.of("segment", "segment-" + from);
          case "join" -> Map.of("film", "film-" + step.label());
          default -> throw new IllegalArgumentException("No step is called " + step.kind());
        };
    Map<String, Object> values =
        switch (step.kind()) {
          case "ingest" -> Map.of("from", 0, "to", frames);
          case "align" -> Map.of("faces", frames, "people", 1);
          case "identify" -> Map.of("person", "p1");
          case "faceset", "merge" -> Map.of("faces", 10, "framesSwapped", 9);
          case "join" -> Map.of("frames", frames);
          default -> Map.of();
        };
    return new StepResult(key, reused, outputs, values);
  }

  static StepResult checkpoint(String model, long iteration) {
    return new StepResult(
        model + "-" + iteration,
        false,
        Map.of("weights", "weights-" + iteration),
        Map.of("iteration", iteration, "conversion", Map.of("architecture", "quick64")));
  }
}
