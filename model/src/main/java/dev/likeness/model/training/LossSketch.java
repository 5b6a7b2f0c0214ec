package dev.likeness.model.training;

import java.util.Locale;

/** The loss curve in the characters of a sentence, for where no picture can be shown. */
final class LossSketch {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final int COLUMNS = 40;

  private LossSketch() {}

  /** A sentence with the whole curve, and one with its last iterations; empty without losses. */
  static String of(LossHistory history) {
    int length = history.length();
    if (length == 0) {
      return "";
    }
    String whole = " The loss from the first iteration to " + length + ": " + curve(history, 1);
    return length <= COLUMNS
        ? whole
        : whole + " The last " + COLUMNS + ": " + curve(history, length - COLUMNS + 1);
  }

  /** Means of both sides over equal stretches, on a log scale from the lowest to the highest. */
  private static String curve(LossHistory history, int from) {
    int count = history.length() - from + 1;
    int columns = Math.min(COLUMNS, count);
    double[] means = new double[columns];
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (int column = 0; column < columns; column++) {
      int start = from + (int) ((long) count * column / columns);
      int end = from + (int) ((long) count * (column + 1) / columns);
      for (int i = start; i < end; i++) {
        means[column] += (history.at(i).source() + history.at(i).target()) / 2.0 / (end - start);
      }
      means[column] = Math.max(means[column], 1e-9);
      low = Math.min(low, means[column]);
      high = Math.max(high, means[column]);
    }
    var line = new StringBuilder();
    for (double mean : means) {
      double share = high > low ? Math.log(mean / low) / Math.log(high / low) : 0;
      line.append(LEVELS.charAt((int) Math.clamp(share * LEVELS.length(), 0, LEVELS.length() - 1)));
    }
    return String.format(Locale.ROOT, "%s (%.3g to %.3g).", line, low, high);
  }
}
