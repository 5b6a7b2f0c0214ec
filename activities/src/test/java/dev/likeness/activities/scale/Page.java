package dev.likeness.activities.scale;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page in Prometheus' text format. */
record Page(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\S+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  record Sample(String name, Map<String, String> labels, double value) {}

  static Page of(String text) {
    return new Page(
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(
                match ->
                    new Sample(
                        match.group(1), labels(match.group(2)), Double.parseDouble(match.group(3))))
            .toList());
  }

  private static Map<String, String> labels(@Nullable String text) {
    return text == null
        ? Map.of()
        : LABEL
            .matcher(text)
            .results()
            .collect(
                Collectors.toMap(
                    (MatchResult label) -> label.group(1), (MatchResult label) -> label.group(2)));
  }

  double sum(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** Sums by the values of a label. */
  Map<String, Double> by(String label, String name) {
    Map<String, Double> sums = new TreeMap<>();
    samples.stream()
        .filter(sample -> sample.name().equals(name))
        .forEach(
            sample ->
                sums.merge(sample.labels().getOrDefault(label, ""), sample.value(), Double::sum));
    return sums;
  }

  /** The bounds of the buckets of a timer in which half, and 99 in 100, of its values lie. */
  String quantiles(String timer, Predicate<Map<String, String>> which) {
    Map<Double, Double> buckets = new TreeMap<>();
    samples.stream()
        .filter(sample -> sample.name().equals(timer + "_bucket") && which.test(sample.labels()))
        .forEach(
            sample -> {
              String bound = sample.labels().getOrDefault("le", "+Inf");
              buckets.merge(
                  bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                  sample.value(),
                  Double::sum);
            });
    return String.format(
        Locale.ROOT, "p50 <= %s s, p99 <= %s s", bound(buckets, 0.5), bound(buckets, 0.99));
  }

  private static double bound(Map<Double, Double> buckets, double share) {
    double all = buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    return buckets.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= share * all)
        .mapToDouble(Map.Entry::getKey)
        .min()
        .orElse(Double.NaN);
  }
}
