package dev.likeness.activities.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.LogEntry;
import dev.likeness.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelHistoryTest {
  private final List<LogEntry> entries = new ArrayList<>();

  private void claim(String progress) {
    add(true, Json.MAPPER.createObjectNode().put(ModelHistory.PROGRESS, progress));
  }

  private void checkpoint(Map<String, Object> values) {
    add(
        false,
        ModelLog.json(
            new ModelLog.Checkpoint("quick64", 1, "l", Optional.empty(), Map.of(), values)));
  }

  private void add(boolean claim, JsonNode content) {
    entries.add(new LogEntry(entries.size() + 1, "me", "mark", claim, content));
  }

  private ModelHistory history() {
    return new ModelHistory(entries);
  }

  @Test
  void aRunThatIsFollowedByAnotherWithoutAnOrderlyEndHasFailed() {
    claim("a");
    checkpoint(Map.of(ModelHistory.ENDED, false));
    assertEquals(0, history().failures(), "it runs");
    claim("b");
    assertEquals(1, history().failures());
    claim("c");
    checkpoint(Map.of());
    checkpoint(Map.of(ModelHistory.ENDED, true));
    assertEquals(2, history().failures(), "one died before its first checkpoint");
    claim("d");
    assertEquals(2, history().failures(), "an orderly end is none");
  }

  @Test
  void checkpointsCarryTheFailuresOnThatAThinnedLogNoLongerShows() {
    claim("a");
    claim("b");
    checkpoint(Map.of(ModelHistory.FAILURES, 7, ModelHistory.ENDED, true));
    assertEquals(7, history().failures());
    claim("c");
    claim("d");
    assertEquals(8, history().failures());
  }

  @Test
  void progressOfEarlierRunsIsNamedFromTheNewestOn() {
    assertEquals(List.of(), history().earlierProgress());
    claim("a");
    checkpoint(Map.of());
    claim("");
    claim("b");
    claim("own");
    assertEquals(List.of("b", "a"), history().earlierProgress());
  }

  @Test
  void theNewestNumberOfANameCounts() {
    claim("a");
    checkpoint(Map.of(ModelHistory.REDONE, 3));
    checkpoint(Map.of(ModelHistory.REDONE, 5));
    checkpoint(Map.of());
    assertEquals(5, history().number(ModelHistory.REDONE, 0));
    assertEquals(10, history().number(ModelHistory.SAVE_SECONDS, 10));
  }
}
