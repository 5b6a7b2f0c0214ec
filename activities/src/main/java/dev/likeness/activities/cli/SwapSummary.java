package dev.likeness.activities.cli;

import dev.likeness.model.training.Trainer;
import dev.likeness.workflows.ConvertedVideo;
import dev.likeness.workflows.ExtractedFaces;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person reads when a swap is done. */
final class SwapSummary {
  private SwapSummary() {}

  static List<String> lines(SwapRun.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    SwapStatus status = outcome.status();
    lines.add("");
    for (int i = 0; i < outcome.films().size(); i++) {
      ConvertedVideo film = outcome.result().films().get(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "film     %s (%s faces swapped in %s of %s frames)",
              outcome.films().get(i),
              film.values().getOrDefault("facesSwapped", "?"),
              film.values().getOrDefault("framesSwapped", "?"),
              film.values().getOrDefault("frames", "?")));
    }
    people("source", outcome.result().sources(), status.facts(), lines);
    people("target", outcome.result().targets(), status.facts(), lines);
    few("source", outcome.result().model().values().get("sourceFaces"), lines);
    few("target", outcome.result().model().values().get("targetFaces"), lines);
    lines.add(
        String.format(
            Locale.ROOT,
            "model    %s (%s), iteration %d%s",
            outcome.result().model().model(),
            outcome.result().model().architecture(),
            status.iteration(),
            status.sourceLoss().isPresent() && status.targetLoss().isPresent()
                ? String.format(
                    Locale.ROOT,
                    ", loss %.4f and %.4f",
                    status.sourceLoss().get(),
                    status.targetLoss().get())
                : ""));
    lines.add(
        "work     "
            + status.made()
            + " steps carried out, "
            + status.reused()
            + " found from before");
    if (Files.exists(outcome.preview())) {
      lines.add("preview  " + outcome.preview());
    }
    lines.add("next     longer: the same command with more --iterations or --minutes");
    lines.add(
        "         blend again: likeness merge --project "
            + status.project()
            + " --out FILE.mp4 ...");
    return lines;
  }

  private static void people(
      String side, List<ExtractedFaces> extracted, Map<String, Object> facts, List<String> lines) {
    for (int i = 0; i < extracted.size(); i++) {
      ExtractedFaces faces = extracted.get(i);
      Map<String, Long> counts = faces.counts();
      Map<String, Long> leftOut =
          LeftOutCounts.of(facts.get(side + "-" + i + ".faces"), faces.person());
      lines.add(
          String.format(
              Locale.ROOT,
              "%-8s %s: %s; %d faces in %d of %d frames, %d people%s%s",
              side,
              faces.medium().name(),
              faces.person(),
              counts.getOrDefault("faces", 0L),
              counts.getOrDefault("framesWithFaces", 0L),
              counts.getOrDefault("frames", 0L),
              counts.getOrDefault("people", 0L),
              counts.containsKey("faceset.faces")
                  ? "; " + counts.get("faceset.faces") + " trained on"
                  : "",
              leftOut.isEmpty() ? "" : "; left out: " + reasons(leftOut)));
    }
  }

  /** Of all faces trained on, so that facesets brought along count too. */
  private static void few(String side, @Nullable Object faces, List<String> lines) {
    if (faces instanceof Number count && count.longValue() < Trainer.FEW_FACES) {
      lines.add(
          "warning  "
              + count
              + " faces of the "
              + side
              + " are few: from "
              + Trainer.FEW_FACES
              + " on, and more expressions, results get better.");
    }
  }

  private static String reasons(Map<String, Long> leftOut) {
    return leftOut.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }
}
