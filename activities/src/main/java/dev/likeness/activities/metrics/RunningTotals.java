package dev.likeness.activities.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the running totals of progress objects into differences that may be added up over all
 * workers: what another watcher may have counted is left to it. Not for several threads.
 */
final class RunningTotals {
  /** A slice that learns anything takes longer: nobody else has counted meanwhile. */
  static final Duration ALONE = Duration.ofSeconds(5);

  private final Map<String, Counted> counted = new HashMap<>();

  private record Counted(Totals totals, Instant at) {}

  /** Who watches from here on has read this first, which is not its own to count. */
  void begin(String object, Totals told, Instant now) {
    resume(object, now);
    counted.putIfAbsent(object, new Counted(told, now));
  }

  /** Who watches again goes on counting, unless another may have watched meanwhile. */
  void resume(String object, Instant now) {
    Counted known = counted.get(object);
    if (known != null && known.at().plus(ALONE).isBefore(now)) {
      counted.remove(object);
    }
  }

  /** What is new in what was told now; empty when that is known, or is where counting begins. */
  Optional<Totals> more(String object, Totals told, Instant now) {
    Counted known = counted.get(object);
    if (known == null) {
      counted.put(object, new Counted(told, now));
      return Optional.empty();
    }
    boolean isNews = told.isLaterThan(known.totals());
    counted.put(object, new Counted(isNews ? told : known.totals(), now));
    return isNews ? Optional.of(told.since(known.totals())) : Optional.empty();
  }

  /** Nothing was told; who has been counting is still the only one. */
  void nothingYet(String object, Instant now) {
    counted.computeIfPresent(object, (name, known) -> new Counted(known.totals(), now));
  }

  /** Forgets what nobody has told of since then. */
  void forgetBefore(Instant then) {
    counted.values().removeIf(known -> known.at().isBefore(then));
  }
}
