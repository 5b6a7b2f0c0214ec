package dev.likeness.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.Thinning;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The last three checkpoints of a model stay, then the last of every hour for a day and of every
 * day for a month, back from the newest, so that a model that rests loses nothing. Beside these:
 * what a person named, the newest start of a segment, where a training goes back to, and what
 * another checkpoint that stays went on from.
 */
public final class Retention implements Thinning {
  private static final int LAST = 3;
  private static final Duration HOURLY = Duration.ofDays(1);
  private static final Duration DAILY = Duration.ofDays(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** The kind of step that answers with a checkpoint. */
  public static final String TRAIN = "train";

  /** In a head's values: how many iterations a segment has. */
  public static final String SEGMENT = "segmentIterations";

  @Override
  public Set<Long> keep(List<Head> oldestFirst, Set<String> named) {
    Set<Long> stay = new TreeSet<>();
    if (oldestFirst.isEmpty()) {
      return stay;
    }
    oldestFirst
        .subList(Math.max(0, oldestFirst.size() - LAST), oldestFirst.size())
        .forEach(head -> stay.add(head.entry().number()));
    Instant newest = oldestFirst.getLast().written();
    stay.addAll(lastOfEach(HOUR, newest.minus(HOURLY), oldestFirst));
    stay.addAll(lastOfEach(DAY, newest.minus(DAILY), oldestFirst));
    String lineage = oldestFirst.getLast().entry().content().path("lineage").asText();
    oldestFirst.reversed().stream()
        .filter(head -> head.entry().content().path("lineage").asText().equals(lineage))
        .filter(Retention::startsASegment)
        .findFirst()
        .ifPresent(head -> stay.add(head.entry().number()));
    oldestFirst.stream()
        .filter(head -> named.contains(weights(head)))
        .forEach(head -> stay.add(head.entry().number()));
    addBases(oldestFirst, stay);
    return stay;
  }

  /** Hours and days of the calendar: which head is a span's last does not change as time passes. */
  private static Set<Long> lastOfEach(Duration span, Instant since, List<Head> oldestFirst) {
    Map<Long, Long> last = new HashMap<>();
    for (Head head : oldestFirst) {
      if (!head.written().isBefore(since)) {
        last.put(
            Math.floorDiv(head.written().getEpochSecond(), span.toSeconds()),
            head.entry().number());
      }
    }
    return new HashSet<>(last.values());
  }

  private static boolean startsASegment(Head head) {
    JsonNode content = head.entry().content();
    long segment = content.path("values").path(SEGMENT).asLong(0);
    return segment > 0 && content.path("iteration").asLong() % segment == 0;
  }

  private static void addBases(List<Head> heads, Set<Long> stay) {
    Set<String> bases = new HashSet<>();
    for (Head head : heads.reversed()) {
      if (bases.contains(weights(head))) {
        stay.add(head.entry().number());
      }
      if (stay.contains(head.entry().number())) {
        bases.add(head.entry().content().path("base").asText());
      }
    }
  }

  private static String weights(Head head) {
    return head.entry().content().path("outputs").path("weights").asText();
  }

  @Override
  public boolean isCheckpoint(Manifest manifest) {
    return manifest.kind().equals(TRAIN);
  }
}
