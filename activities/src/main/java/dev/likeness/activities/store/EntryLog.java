package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * A moving head on a store whose only condition is create-once: entries are appended with numbers
 * from 1 without gaps, the newest is the largest. Who means to write more than once claims the log
 * first. The collector thins out older entries, never a claim and never the newest: so no number is
 * used for another entry, and a writer that was overtaken always meets the claim. An entry whose
 * answer was lost may come back where it was thinned out, in a race; below the newest, that is all.
 */
public final class EntryLog {
  private final Bucket bucket;
  private final String name;

  EntryLog(Bucket bucket, String name) {
    this.bucket = bucket;
    this.name = name;
    Names.log(name);
  }

  public String name() {
    return name;
  }

  /** All entries, oldest first; one request for each. */
  public List<LogEntry> list() {
    return numbers().sorted().mapToObj(this::find).flatMap(Optional::stream).toList();
  }

  public Optional<LogEntry> newest() {
    long number = newestNumber();
    return number == 0 ? Optional.empty() : Optional.of(read(number));
  }

  /** The newest entry that is not a claim. */
  public Optional<LogEntry> newestContent() {
    return numbers()
        .boxed()
        .sorted(Comparator.reverseOrder())
        .map(this::find)
        .flatMap(Optional::stream)
        .filter(entry -> !entry.claim())
        .findFirst();
  }

  /** The largest number in use; 0 for a log without entries. */
  public long newestNumber() {
    return numbers().max().orElse(0);
  }

  private LongStream numbers() {
    return bucket.list(Names.log(name)).stream().mapToLong(stored -> Names.number(stored.name()));
  }

  /** Empty when the entry was thinned out since it was listed. */
  private Optional<LogEntry> find(long number) {
    try {
      return Optional.of(read(number));
    } catch (StoreException.Missing thinned) {
      if (number == newestNumber()) {
        throw thinned; // That one never goes.
      }
      return Optional.empty();
    }
  }

  /** Appends right after the newest entry that the caller has seen, or not at all. */
  public Append append(String owner, JsonNode content, long expectedNewestNumber) {
    return create(expectedNewestNumber + 1, owner, false, content);
  }

  /**
   * Takes the log over: every writer that claimed it earlier is overtaken from now on. Read the log
   * after this, not before.
   */
  public LogWriter claim(String owner) {
    return claim(owner, NullNode.instance);
  }

  /** Takes the log over and says something of who does. */
  public LogWriter claim(String owner, JsonNode about) {
    for (long number = newestNumber() + 1; ; number++) {
      switch (create(number, owner, true, about)) {
        case Append.Written(LogEntry entry) -> {
          return new LogWriter(this, owner, entry.number() + 1);
        }
        case Append.Overtaken overtaken -> {
          // Another entry has this number: the next one may be free.
        }
      }
    }
  }

  private Append create(long number, String owner, boolean claim, JsonNode content) {
    return create(entry(number, owner, claim, content));
  }

  static LogEntry entry(long number, String owner, boolean claim, JsonNode content) {
    return new LogEntry(number, owner, UUID.randomUUID().toString(), claim, content);
  }

  Append create(LogEntry entry) {
    // Thinned out since: then there are newer ones, among them any newer claim.
    return place(entry).orElseGet(() -> new Append.Overtaken(newest().orElseThrow()));
  }

  /**
   * Appends for the holder of a claim. Who is first at a number after it is the holder or a newer
   * claim, which is never thinned out: so an entry that has gone since was the holder's.
   */
  Append createAsHolder(LogEntry entry) {
    return place(entry).orElseGet(() -> new Append.Written(entry));
  }

  /**
   * Says what became of an entry whose answer was lost, and appends it when it never arrived. Below
   * newer entries it is not put back where it was thinned out.
   */
  Append repeatAsHolder(LogEntry entry) {
    return newestNumber() > entry.number()
        ? settled(entry).orElseGet(() -> new Append.Written(entry))
        : createAsHolder(entry);
  }

  /** Empty when another entry had the number, and was thinned out since. */
  private Optional<Append> place(LogEntry entry) {
    byte[] bytes = CanonicalJson.bytes(CanonicalJson.tree(entry));
    return bucket.create(Names.entry(name, entry.number()), bytes)
        ? Optional.of(new Append.Written(entry))
        : settled(entry);
  }

  private Optional<Append> settled(LogEntry entry) {
    return find(entry.number())
        .<Append>map(
            found ->
                found.mark().equals(entry.mark())
                    ? new Append.Written(found)
                    : new Append.Overtaken(found));
  }

  private LogEntry read(long number) {
    return ArtifactStore.parse(bucket, Names.entry(name, number), LogEntry.class);
  }
}
