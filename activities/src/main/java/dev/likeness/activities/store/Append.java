package dev.likeness.activities.store;

/** What became of an append. */
public sealed interface Append {
  /** The entry is in the log. */
  record Written(LogEntry entry) implements Append {}

  /** Somebody else was first, and the entry is not in the log: stop writing. */
  record Overtaken(LogEntry by) implements Append {}
}
