package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One entry of a log. {@code mark} is new for every attempt to append, by which a writer knows its
 * own entry after a lost response; a claim's content says something of its owner, or is null.
 */
public record LogEntry(long number, String owner, String mark, boolean claim, JsonNode content) {
  public LogEntry {
    if (number < 1) {
      throw new IllegalArgumentException("Entries are numbered from 1, not " + number + ".");
    }
  }
}
