package dev.likeness.activities.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One stage over all media, as a line of at most 79 columns.
 *
 * @param rate in units per second, 0 when unknown
 * @param complete whether all of its steps have ended
 */
record StageView(
    String stage,
    long done,
    long total,
    String unit,
    double rate,
    int made,
    int reused,
    int steps,
    boolean complete,
    Optional<Double> sourceLoss,
    Optional<Double> targetLoss) {
  private static final List<String> ORDER =
      List.of(
          "ingest", "extract", "align", "identify", "faceset", "train", "convert", "merge", "join");
  private static final int BAR = 10;

  /** The stages of a status in the order of work, media summed up. */
  static List<StageView> of(SwapStatus status) {
    Map<String, StageView> views =
        new TreeMap<>(Comparator.comparingInt(StageView::rank).thenComparing(s -> s));
    for (SwapStatus.Stage stage : status.stages()) {
      boolean train = stage.stage().equals("train");
      StageView view =
          new StageView(
              stage.stage(),
              stage.done(),
              stage.total(),
              stage.unit(),
              stage.rate(),
              stage.made(),
              stage.reused(),
              stage.steps(),
              stage.complete(),
              train ? status.sourceLoss() : Optional.empty(),
              train ? status.targetLoss() : Optional.empty());
      views.merge(stage.stage(), view, StageView::plus);
    }
    return List.copyOf(views.values());
  }

  /** The first stage that has not ended, else the last one. */
  static Optional<StageView> current(List<StageView> views) {
    return views.stream()
        .filter(view -> !view.complete())
        .findFirst()
        .or(() -> views.isEmpty() ? Optional.empty() : Optional.of(views.getLast()));
  }

  private static int rank(String stage) {
    int rank = ORDER.indexOf(stage);
    return rank < 0 ? ORDER.size() : rank;
  }

  private StageView plus(StageView other) {
    return new StageView(
        stage,
        done + other.done,
        total + other.total,
        unit.isEmpty() ? other.unit : unit,
        rate + other.rate,
        made + other.made,
        reused + other.reused,
        steps + other.steps,
        complete && other.complete,
        sourceLoss.or(other::sourceLoss),
        targetLoss.or(other::targetLoss));
  }

  /** While it runs: bar, share, how much, rate, time left, losses. */
  String line() {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8s ", stage));
    if (total > 0) {
      double share = Math.clamp((double) done / total, 0, 1);
      int filled = (int) (share * BAR);
      line.append('[').append("#".repeat(filled)).append("-".repeat(BAR - filled)).append(']');
      line.append(String.format(Locale.ROOT, " %3.0f %% ", Math.floor(100 * share)));
    }
    line.append(amount());
    if (!complete && rate > 0) {
      line.append(String.format(Locale.ROOT, " %s/s", rate(rate)));
      if (total > done) {
        line.append(' ').append(clock((total - done) / rate)).append(" left");
      }
    }
    if (sourceLoss.isPresent() && targetLoss.isPresent()) {
      line.append(
          String.format(Locale.ROOT, " loss %.3f %.3f", sourceLoss.get(), targetLoss.get()));
    }
    return line.substring(0, Math.min(79, line.length()));
  }

  /** Once it has ended. */
  String ended() {
    String work = made == 0 && reused > 0 ? "was there already" : "done";
    // Training says how far it got in its result: what it last published may lag behind.
    String amount = total > 0 && !stage.equals("train") ? ", " + amount() : "";
    String some =
        made > 0 && reused > 0 ? " (" + reused + " of " + steps + " steps were there)" : "";
    return String.format(Locale.ROOT, "%-8s %s%s%s", stage, work, amount, some);
  }

  private String amount() {
    if (total > 0) {
      return String.format(
          Locale.ROOT, "%d/%d %s", done, total, unit.equals("iterations") ? "it" : unit);
    }
    return done > 0 ? done + " " + unit : "starting";
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.0f", rate);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}
