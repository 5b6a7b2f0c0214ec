package dev.likeness.activities.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of a log in every state, whatever became of its writers. */
final class LogInvariants {
  private final List<LogEntry> inOrderOfArrival = new ArrayList<>();
  private final Set<Long> thinned = new HashSet<>();
  private final Set<Long> acknowledged = new HashSet<>();
  private Optional<String> violation = Optional.empty();

  void created(LogEntry entry) {
    if (inOrderOfArrival.stream().anyMatch(other -> other.mark().equals(entry.mark()))) {
      comesBack(entry);
      return;
    }
    inOrderOfArrival.add(entry);
    requireNoGap();
    if (!entry.claim()) {
      requireStillOwner(entry);
      require(
          inOrderOfArrival.stream()
                  .filter(other -> !other.claim() && other.content().equals(entry.content()))
                  .count()
              == 1,
          "Content " + entry.content() + " is in the log twice.");
    }
  }

  /** Repeated by a writer who does not know that it was there, and was thinned out. */
  private void comesBack(LogEntry entry) {
    require(thinned.remove(entry.number()), "Number " + entry.number() + " is used twice.");
    require(
        inOrderOfArrival.stream().anyMatch(other -> other.number() > entry.number()),
        "Entry " + entry.number() + " came back as the newest.");
  }

  void thinned(long number) {
    thinned.add(number);
  }

  /** What an append said to its caller. */
  void told(String writer, Append append, String content) {
    switch (append) {
      case Append.Written(LogEntry entry) -> {
        require(
            inOrderOfArrival.stream().anyMatch(other -> other.mark().equals(entry.mark())),
            writer + " was told that " + content + " was written, and it is not there.");
        require(acknowledged.add(entry.number()), "Two writers own number " + entry.number() + ".");
      }
      case Append.Overtaken(LogEntry by) -> {
        require(
            by.claim() && !by.owner().equals(writer),
            writer + " was told that " + by.owner() + "'s entry had overtaken it.");
        require(
            inOrderOfArrival.stream()
                .noneMatch(other -> !other.claim() && other.content().asText().equals(content)),
            writer + " was told that it was overtaken, and yet " + content + " is there.");
      }
    }
  }

  private void requireNoGap() {
    long largest = inOrderOfArrival.stream().mapToLong(LogEntry::number).max().orElse(0);
    long numbers = inOrderOfArrival.stream().mapToLong(LogEntry::number).distinct().count();
    require(numbers == largest, "There is a gap below number " + largest + ".");
  }

  /** Nobody else has claimed the log since this writer did. */
  private void requireStillOwner(LogEntry entry) {
    String owner = "";
    for (LogEntry other : inOrderOfArrival) {
      owner = other.claim() ? other.owner() : owner;
    }
    require(
        entry.owner().equals(owner),
        entry.owner() + " wrote " + entry.content() + " after " + owner + " had claimed the log.");
  }

  void require(boolean holds, String otherwise) {
    if (!holds && violation.isEmpty()) {
      violation = Optional.of(otherwise);
    }
  }

  Optional<String> violation() {
    return violation;
  }

  String state() {
    StringBuilder state = new StringBuilder();
    inOrderOfArrival.forEach(
        entry ->
            state
                .append(entry.number())
                .append(entry.owner())
                .append(entry.claim() ? "!" : entry.content().toString()));
    return state.append(thinned.stream().sorted().toList()).toString();
  }
}
