package dev.likeness.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Temporal's UI shows of a workflow that runs, in Markdown. */
final class Details {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  private Details() {}

  static String of(JobStatus status) {
    List<String> items = new ArrayList<>();
    status.stages().forEach(stage -> items.add(stage(stage)));
    status.children().forEach(child -> items.add("workflow `" + child + "`"));
    String head =
        "**" + status.stage() + "**: " + status.sentence() + (status.paused() ? " *Paused.*" : "");
    // Without an empty line before it, a list is text that goes on.
    return items.isEmpty() ? head : head + "\n\n- " + String.join("\n- ", items);
  }

  private static String stage(StageStatus s) {
    Progress p = s.progress();
    var text = new StringBuilder(s.stage()).append(' ').append(s.what());
    text.append(
        String.format(
            Locale.ROOT, ": %d made, %d reused of %d steps", s.made(), s.reused(), s.steps()));
    if (p.total() > 0) {
      text.append(
          String.format(
              Locale.ROOT, "; %d of %d %s, %.1f/s", p.done(), p.total(), p.unit(), p.rate()));
    }
    if (p.rate() > 0 && p.done() < p.total()) {
      text.append(", ").append(left((p.total() - p.done()) / p.rate()));
    }
    Map<String, Double> figures = p.figures();
    if (figures.containsKey("sourceLoss") && figures.containsKey("targetLoss")) {
      text.append(
          String.format(
              Locale.ROOT,
              "; loss %.4f (source), %.4f (target)",
              figures.get("sourceLoss"),
              figures.get("targetLoss")));
    }
    Map<String, String> notes = p.notes();
    if (notes.containsKey("pod")) {
      text.append("; pod `").append(notes.get("pod")).append('`');
    }
    if (notes.containsKey("memory")) {
      text.append("; ").append(notes.get("memory"));
    }
    if (notes.containsKey("waits")) {
      text.append("; waits: ").append(notes.get("waits"));
    }
    if (notes.containsKey(Progress.PREVIEW_LINK)) {
      text.append("; [preview](").append(notes.get(Progress.PREVIEW_LINK)).append(')');
    }
    return text.toString();
  }

  private static String left(double seconds) {
    if (seconds < MINUTE) {
      return String.format(Locale.ROOT, "%.0f s left", seconds);
    }
    return seconds < HOUR
        ? String.format(Locale.ROOT, "%.0f min left", seconds / MINUTE)
        : String.format(Locale.ROOT, "%.1f h left", seconds / HOUR);
  }
}
