package dev.likeness.activities.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.LogEntry;
import dev.likeness.activities.store.Thinning.Head;
import dev.likeness.model.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RetentionTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final Retention retention = new Retention();

  private static Head head(long number, Instant written, String lineage, String base) {
    ObjectNode content = Json.MAPPER.createObjectNode();
    content.put("iteration", number * 100).put("lineage", lineage).put("base", base);
    content.putObject("outputs").put("weights", "w" + number);
    content.putObject("values").put(Retention.SEGMENT, 1000);
    return new Head(new LogEntry(number, "me", "mark", false, content), written);
  }

  private static List<Head> every(Duration pause, int count) {
    List<Head> heads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      heads.add(head(i + 1, NOON.plus(pause.multipliedBy(i)), "one", ""));
    }
    return heads;
  }

  @Test
  void theLastThreeStayAndTheNewestStartOfASegment() {
    assertEquals(
        Set.of(20L, 27L, 28L, 29L), retention.keep(every(Duration.ofMinutes(1), 29), Set.of()));
  }

  @Test
  void aShortLogStaysWhole() {
    assertEquals(Set.of(1L, 2L), retention.keep(every(Duration.ofMinutes(1), 2), Set.of()));
    assertEquals(Set.of(), retention.keep(List.of(), Set.of()));
  }

  @Test
  void oneOfEachHourStaysForADayThenOneOfEachDayForAMonth() {
    // A checkpoint every ten minutes for forty days, up to 11:50.
    List<Head> heads = every(Duration.ofMinutes(10), 40 * 144);
    Set<Long> kept = retention.keep(heads, Set.of());
    List<Instant> times =
        heads.stream()
            .filter(head -> kept.contains(head.entry().number()))
            .map(Head::written)
            .toList();
    Instant newest = heads.getLast().written();
    long hourly =
        times.stream().filter(time -> !time.isBefore(newest.minus(Duration.ofDays(1)))).count();
    long daily = times.size() - hourly;
    assertTrue(hourly >= 24 && hourly <= 25 + 3, hourly + " of the last day");
    assertTrue(daily >= 29 && daily <= 30, daily + " of the last month");
    assertTrue(!times.getFirst().isBefore(newest.minus(Duration.ofDays(30))));
  }

  @Test
  void aNamedOneStaysAndWhatAnotherWentOnFrom() {
    List<Head> heads = new ArrayList<>(every(Duration.ofMinutes(1), 15));
    for (int i = 16; i <= 29; i++) {
      heads.add(head(i, NOON.plus(Duration.ofMinutes(i)), "two", "w15"));
    }
    assertEquals(
        Set.of(3L, 15L, 20L, 27L, 28L, 29L), retention.keep(heads, Set.of("w3", "elsewhere")));
  }

  @Test
  void askedAgainAboutWhatIsLeftItLetsNothingMoreGo() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      List<Head> heads = new ArrayList<>();
      Instant time = NOON;
      int count = random.nextInt(1, 200);
      for (int i = 1; i <= count; i++) {
        time = time.plusSeconds(random.nextLong(4 * 3600));
        heads.add(head(i, time, "one", random.nextInt(5) == 0 ? "w" + (i - 1) : ""));
      }
      Set<Long> kept = retention.keep(heads, Set.of());
      List<Head> left =
          heads.stream().filter(head -> kept.contains(head.entry().number())).toList();
      assertEquals(kept, new TreeSet<>(retention.keep(left, Set.of())));
      assertTrue(kept.contains((long) count));
    }
  }

  @Test
  void whatItLetGoItWouldNotHaveKeptLater() {
    List<Head> all = every(Duration.ofMinutes(17), 900);
    Set<Long> gone = new TreeSet<>();
    for (int now = 1; now <= all.size(); now += 7) {
      List<Head> seen = all.subList(0, now);
      Set<Long> kept = retention.keep(seen, Set.of());
      assertTrue(kept.stream().noneMatch(gone::contains), "at " + now);
      seen.stream()
          .map(head -> head.entry().number())
          .filter(number -> !kept.contains(number))
          .forEach(gone::add);
    }
  }
}
