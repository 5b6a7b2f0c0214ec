package dev.likeness.activities.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads from the facts of an extraction how many faces were left out of training, and why. */
final class LeftOutCounts {
  private LeftOutCounts() {}

  /** Over all people; empty when the facts say nothing. */
  static Map<String, Long> of(@org.jspecify.annotations.Nullable Object facts) {
    Map<String, Long> counts = new TreeMap<>();
    if (facts instanceof Map<?, ?> values && values.get("persons") instanceof List<?> people) {
      for (Object person : people) {
        add(person, counts);
      }
    }
    return counts;
  }

  /** Of one person. */
  static Map<String, Long> of(@org.jspecify.annotations.Nullable Object facts, String id) {
    Map<String, Long> counts = new TreeMap<>();
    if (facts instanceof Map<?, ?> values && values.get("persons") instanceof List<?> people) {
      for (Object person : people) {
        if (person instanceof Map<?, ?> fields && id.equals(fields.get("id"))) {
          add(person, counts);
        }
      }
    }
    return counts;
  }

  private static void add(Object person, Map<String, Long> counts) {
    if (person instanceof Map<?, ?> fields && fields.get("leftOut") instanceof Map<?, ?> leftOut) {
      leftOut.forEach(
          (why, count) -> {
            if (count instanceof Number number) {
              counts.merge(String.valueOf(why), number.longValue(), Long::sum);
            }
          });
    }
  }
}
