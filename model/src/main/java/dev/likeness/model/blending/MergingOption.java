package dev.likeness.model.blending;

import java.util.Locale;
import java.util.Optional;

/** The numbers of the merging section: name, default and range of each. */
public enum MergingOption {
  ERODE(0.02, 0, 0.5),
  FEATHER(0.12, 0, 0.5),
  SCALE(0, -10, 10),
  SHARPEN(0, 0, 5),
  OPACITY(1, 0, 1),
  QUANTISER(14, 1, 51);

  private final double standard;
  private final double least;
  private final double most;

  MergingOption(double standard, double least, double most) {
    this.standard = standard;
    this.least = least;
    this.most = most;
  }

  /** What holds when nothing is written. */
  public double standard() {
    return standard;
  }

  public double least() {
    return least;
  }

  public double most() {
    return most;
  }

  /** For a person: {@code 0 to 0.5. Default: 0.02}. */
  public String range() {
    return "%s to %s. Default: %s".formatted(number(least), number(most), number(standard));
  }

  boolean allows(double value) {
    return value >= least && value <= most;
  }

  Optional<String> check(Optional<Double> written) {
    return written.filter(value -> !allows(value)).map(this::complaint);
  }

  String complaint(double value) {
    return "merging.%s: %s is outside %s to %s; leave it out for %s."
        .formatted(this, number(value), number(least), number(most), number(standard));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
