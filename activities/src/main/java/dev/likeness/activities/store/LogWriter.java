package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The holder of a claim on a log. Entries are appended without gaps and claims never go, so a newer
 * claim stands at or before the next number and is always met. For one thread at a time.
 */
public final class LogWriter {
  private final EntryLog log;
  private final String owner;
  private long next;
  private Optional<LogEntry> newerClaim = Optional.empty();
  private Optional<LogEntry> unsettled = Optional.empty();

  LogWriter(EntryLog log, String owner, long next) {
    this.log = log;
    this.owner = owner;
    this.next = next;
  }

  /**
   * Appends while nobody else has claimed the log; overtaken once, it stays so. After a failure the
   * same content may be appended again, and is in the log once.
   */
  public Append appendIfMine(JsonNode content) {
    while (newerClaim.isEmpty()) {
      boolean repeated = unsettled.isPresent();
      LogEntry entry = unsettled.orElseGet(() -> EntryLog.entry(next, owner, false, content));
      unsettled = Optional.of(entry);
      Append append = repeated ? log.repeatAsHolder(entry) : log.createAsHolder(entry);
      unsettled = Optional.empty();
      next++;
      switch (append) {
        case Append.Written written when entry.content().equals(content) -> {
          return written;
        }
        case Append.Written before -> {
          // What had been appended when the store failed is there; this comes after it.
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
