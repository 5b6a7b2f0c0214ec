package dev.likeness.activities.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Manifest;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Results of the right form without content. A medium has as many frames as its name says: {@code
 * film-180000}.
 */
final class PretendedSteps {
  private static final Duration AT_LEAST =
      Duration.ofSeconds(Integer.getInteger("scale.podSeconds", 10));

  /** Two runs that differ in this alone tell what it costs to watch a pod that goes on. */
  private static final Duration TRAINING =
      Duration.ofSeconds(Integer.getInteger("scale.trainSeconds", 40));

  private final ArtifactStore store;

  PretendedSteps(ArtifactStore store) {
    this.store = store;
  }

  /** How long a pod takes: far shorter than a real one, in proportions that are about right. */
  static Duration takes(StepRun run) {
    Duration of = Duration.ofMillis(run.steps().stream().mapToLong(PretendedSteps::millis).sum());
    boolean spread = List.of("extract", "faceset", "merge").contains(run.steps().getFirst().kind());
    return spread && of.compareTo(AT_LEAST) < 0 ? AT_LEAST : of;
  }

  private static long millis(StepOrder step) {
    return switch (step.kind()) {
      case "train" -> TRAINING.toMillis();
      case "align" -> 2_000;
      case "extract", "faceset", "merge" -> 500;
      default -> 50;
    };
  }

  void begin(StepRun run) {
    tell(run, 0);
  }

  void carryOut(StepRun run) {
    for (StepOrder step : run.steps()) {
      store.commit(
          Manifest.of(
              step.kind(),
              step.version(),
              step.inputs(),
              step.parameters(),
              new Manifest.Result(outputs(step), values(step)),
              Json.MAPPER.createObjectNode()));
    }
    tell(run, run.steps().size());
  }

  private void tell(StepRun run, int done) {
    store
        .progress(run.progressName())
        .put(
            Json.MAPPER.valueToTree(
                new Progress(done, run.steps().size(), "chunks", 1, Map.of(), Map.of())));
  }

  private Map<String, BlobRef> outputs(StepOrder step) {
    Map<String, BlobRef> blobs = new TreeMap<>();
    for (String name : names(step)) {
      String content = name + " of " + step.key().hex();
      blobs.put(name, store.put(content.getBytes(StandardCharsets.UTF_8)));
    }
    return blobs;
  }

  private static List<String> names(StepOrder step) {
    return switch (step.kind()) {
      case "ingest" -> List.of("index");
      case "extract" -> List.of("records", "chips");
      case "align" -> List.of("alignments");
      case "faceset" -> List.of("faceset");
      case "train" -> List.of("weights", "moments", "state", "losses", "preview");
      case "convert" -> List.of("predictions");
      case "merge" -> List.of("segment", "frames");
      case "join" -> List.of("film");
      default -> List.of();
    };
  }

  private static ObjectNode values(StepOrder step) {
    int length = step.parameters().path("to").asInt() - step.parameters().path("from").asInt();
    ObjectNode values = Json.MAPPER.createObjectNode();
    switch (step.kind()) {
      case "ingest" -> {
        int frames = Integer.parseInt(step.label().substring(step.label().lastIndexOf('-') + 1));
        values.put("frames", frames).put("from", 0).put("to", frames);
        values.put("width", 1920).put("height", 1080).put("seconds", frames / 25.0);
      }
      case "identify" -> values.put("person", "p1");
      case "train" -> values.put("iteration", step.parameters().path("until").asLong());
      default -> values.put("frames", length).put("faces", length).put("framesWithFaces", length);
    }
    return values;
  }
}
