package dev.likeness.model.scoring;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws losses over iterations as an inline SVG: both axes labelled, the loss on a log scale. */
final class LossCurve {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 260;
  private static final double LEFT = 56;
  private static final double BOTTOM = 34;
  private static final double TOP = 12;
  private static final int MOST_POINTS = 400;

  private final List<LossPoint> losses;
  private final double last;
  private final double low;
  private final double high;

  private LossCurve(List<LossPoint> losses) {
    this.losses = losses;
    last = Math.max(1, losses.getLast().iteration());
    low =
        0.9
            * losses.stream()
                .mapToDouble(p -> positive(Math.min(p.source(), p.target())))
                .min()
                .orElseThrow();
    high =
        1.1
            * losses.stream()
                .mapToDouble(p -> positive(Math.max(p.source(), p.target())))
                .max()
                .orElseThrow();
  }

  /** The curve of at least one point; NaN and infinite losses are left out. */
  static String svg(List<LossPoint> losses) {
    List<LossPoint> finite =
        losses.stream()
            .filter(p -> Double.isFinite(p.source()) && Double.isFinite(p.target()))
            .toList();
    return finite.isEmpty() ? "<p>No losses were recorded.</p>" : new LossCurve(finite).draw();
  }

  private String draw() {
    var svg = new StringBuilder();
    svg.append(
        "<svg class=\"curve\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Training loss\">"
            .formatted(WIDTH, HEIGHT));
    for (int i = 0; i <= 4; i++) {
      double loss = low * Math.pow(high / low, i / 4.0);
      double y = y(loss);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT,
              WIDTH - 8,
              y,
              y,
              LEFT - 8,
              y + 4,
              String.format(Locale.ROOT, loss < 0.01 ? "%.4f" : "%.3f", loss)));
      double iteration = last * i / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%.0f</text>",
              x(iteration),
              HEIGHT - 12,
              i == 4 ? "end" : "middle",
              iteration));
    }
    svg.append(line("source", LossPoint::source)).append(line("target", LossPoint::target));
    return svg.append("</svg>").toString();
  }

  private String line(String side, ToDoubleFunction<LossPoint> loss) {
    var points = new StringBuilder();
    int block = Math.max(1, (losses.size() + MOST_POINTS - 1) / MOST_POINTS);
    for (int start = 0; start < losses.size(); start += block) {
      var part = losses.subList(start, Math.min(start + block, losses.size()));
      double mean = part.stream().mapToDouble(loss).average().orElseThrow();
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x(part.getLast().iteration()), y(positive(mean))));
    }
    return "<polyline class=\"%s\" points=\"%s\"/>".formatted(side, points.toString().strip());
  }

  private double x(double iteration) {
    return LEFT + (WIDTH - 8 - LEFT) * iteration / last;
  }

  private double y(double loss) {
    double share = Math.log(loss / low) / Math.log(high / low);
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share;
  }

  private static double positive(double loss) {
    return Math.max(1e-6, loss);
  }
}
