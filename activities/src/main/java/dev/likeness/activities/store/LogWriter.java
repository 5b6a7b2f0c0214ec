package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The holder of a claim on a log. Numbers have no gaps, so a newer claim stands at or before the
 * next number and is always met. For one thread at a time.
 */
public final class LogWriter {
  private final EntryLog log;
  private final String owner;
  private long next;
  private Optional<LogEntry> newerClaim = Optional.empty();

  LogWriter(EntryLog log, String owner, long next) {
    this.log = log;
    this.owner = owner;
    this.next = next;
  }

  /** Appends while nobody else has claimed the log; overtaken once, it stays so. */
  public Append appendIfMine(JsonNode content) {
    while (newerClaim.isEmpty()) {
      Append append = log.create(next, owner, false, content);
      next++;
      switch (append) {
        case Append.Written written -> {
          return written;
        }
        case Append.Overtaken(LogEntry by) -> {
          // An entry without a claim takes nothing away.
          newerClaim = by.claim() ? Optional.of(by) : Optional.empty();
        }
      }
    }
    return new Append.Overtaken(newerClaim.orElseThrow());
  }
}
