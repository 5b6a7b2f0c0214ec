package dev.likeness.activities.models;

import dev.likeness.activities.store.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A model's log as it was at one moment, the oldest entry first. */
public record ModelHistory(List<LogEntry> entries) {
  /** Value of a checkpoint with which its run ended as it should: done, or asked to stop. */
  public static final String ENDED = "ended";

  /**
   * Value of a checkpoint: iterations that were computed again until then, after runs that died.
   */
  public static final String REDONE = "iterationsRedone";

  /** Value of a checkpoint: seconds it took to save. */
  public static final String SAVE_SECONDS = "saveSeconds";

  /** Value of a checkpoint: what {@link #failures} was when its run began. */
  public static final String FAILURES = "failures";

  static final String PROGRESS = "progress";

  public ModelHistory {
    entries = List.copyOf(entries);
  }

  /** How often anybody took the model over. */
  public long claims() {
    return entries.stream().filter(LogEntry::claim).count();
  }

  /**
   * Runs that were followed by another without having ended as they should. Checkpoints carry the
   * number on, because a log that is thinned no longer shows how all runs ended.
   */
  public long failures() {
    long failures = 0;
    boolean running = false;
    for (LogEntry entry : entries) {
      if (entry.claim()) {
        failures += running ? 1 : 0;
        running = true;
      } else {
        Map<String, Object> values = ModelLog.parse(entry.content()).values();
        if (values.get(FAILURES) instanceof Number known) {
          failures = known.longValue();
        }
        running = !Boolean.TRUE.equals(values.get(ENDED));
      }
    }
    return failures;
  }

  /** All checkpoints, oldest first. */
  public List<ModelLog.Checkpoint> checkpoints() {
    return entries.stream()
        .filter(entry -> !entry.claim())
        .map(LogEntry::content)
        .map(ModelLog::parse)
        .toList();
  }

  /** Names of the progress objects of the runs before the last one, the newest first. */
  public List<String> earlierProgress() {
    List<String> names =
        new ArrayList<>(
            entries.stream()
                .filter(LogEntry::claim)
                .map(claim -> claim.content().path(PROGRESS).asText())
                .toList());
    return names.isEmpty()
        ? List.of()
        : names.subList(0, names.size() - 1).reversed().stream()
            .filter(name -> !name.isEmpty())
            .toList();
  }

  /** The newest checkpoint's number of this name. */
  public double number(String name, double otherwise) {
    return checkpoints().reversed().stream()
        .map(checkpoint -> checkpoint.values().get(name))
        .filter(Objects::nonNull)
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).doubleValue())
        .findFirst()
        .orElse(otherwise);
  }
}
