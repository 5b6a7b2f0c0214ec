package dev.likeness.activities.runner;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory, disk or CPU as Kubernetes writes it: {@code 8Gi}, {@code 500m}, {@code 2}.
 *
 * @param value bytes, or cores
 */
public record Amount(double value) {
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(m|k|[MGTPE]|[KMGTPE]i)?");

  private static final double MEBI = 1 << 20;
  private static final double GIBI = 1 << 30;

  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("m", 1e-3),
          Map.entry("k", 1e3),
          Map.entry("M", 1e6),
          Map.entry("G", 1e9),
          Map.entry("T", 1e12),
          Map.entry("P", 1e15),
          Map.entry("E", 1e18),
          Map.entry("Ki", 0x1p10),
          Map.entry("Mi", 0x1p20),
          Map.entry("Gi", 0x1p30),
          Map.entry("Ti", 0x1p40),
          Map.entry("Pi", 0x1p50),
          Map.entry("Ei", 0x1p60));

  /** What is written; empty for what is no amount, or none at all. */
  public static Optional<Amount> of(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2);
    double factor = unit == null ? 1 : UNITS.getOrDefault(unit, 1.0);
    double value = Double.parseDouble(matcher.group(1)) * factor;
    return value > 0 ? Optional.of(new Amount(value)) : Optional.empty();
  }

  static Amount mebibytes(double mebibytes) {
    return new Amount(mebibytes * MEBI);
  }

  public boolean isMoreThan(Amount other) {
    return value > other.value;
  }

  public Amount times(double factor) {
    return new Amount(value * factor);
  }

  public Amount atMost(Amount most) {
    return isMoreThan(most) ? most : this;
  }

  /** Memory as Kubernetes writes it, in whole mebibytes. */
  public String memory() {
    return Math.round(Math.floor(value / MEBI)) + "Mi";
  }

  /** Memory for people: {@code 3 GiB}. */
  public String sayMemory() {
    String gibibytes = String.format(Locale.ROOT, "%.1f", value / GIBI);
    return gibibytes.replace(".0", "") + " GiB";
  }
}
