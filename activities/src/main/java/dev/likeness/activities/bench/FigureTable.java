package dev.likeness.activities.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as aligned lines. */
public final class FigureTable {
  private FigureTable() {}

  public static List<String> lines(List<Figure> figures) {
    int name = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0);
    int unit = figures.stream().mapToInt(figure -> figure.unit().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Figure figure : figures) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-" + name + "s  %10s %-" + unit + "s  %s",
              figure.name(),
              number(figure.value()),
              figure.unit(),
              figure.meaning()));
    }
    return lines;
  }

  /** Three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
