package dev.likeness.activities.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A status for people. */
final class StatusText {
  private StatusText() {}

  static List<String> lines(SwapStatus status) {
    List<String> lines = new ArrayList<>();
    String state = status.paused() ? "paused" : status.running() ? "running" : "not running";
    boolean over = status.stage().equals("done") || status.stage().equals("failed");
    lines.add("project  " + status.project() + ": " + status.stage() + (over ? "" : ", " + state));
    lines.add("         " + status.sentence().replace("\n", "\n         "));
    for (StageView view : StageView.of(status)) {
      lines.add(view.complete() ? view.ended() : view.line());
    }
    status
        .model()
        .ifPresent(
            model ->
                lines.add(
                    String.format(
                        Locale.ROOT, "model    %s, iteration %d", model, status.iteration())));
    if (status.facts().get("brokenCheckpoints") instanceof String broken) {
      lines.add("broken   checkpoints that could not be used: " + broken);
    }
    if (status.facts().get("moved") instanceof String moved) {
      lines.add("moved    " + moved);
    }
    status.modelSha256().ifPresent(digest -> lines.add("weights  " + digest));
    lines.add(
        "work     "
            + status.made()
            + " steps carried out, "
            + status.reused()
            + " found from before");
    status.films().forEach(film -> lines.add("film     " + film.name() + " " + film.film()));
    return lines;
  }
}
