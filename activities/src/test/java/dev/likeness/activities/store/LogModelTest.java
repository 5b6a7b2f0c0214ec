package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.likeness.activities.store.Interleavings.Actor;
import dev.likeness.activities.store.Interleavings.Result;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The log of heads and claims, its real code, under every interleaving within a bound. */
final class LogModelTest {
  private static final String LOG = "models/m";

  /** How a writer appends; the real one, or a broken one that the search has to catch. */
  private interface Writing {
    Append append(String content);
  }

  private interface Opening {
    Writing open(Bucket bucket, String owner);
  }

  private static Writing real(Bucket bucket, String owner) {
    LogWriter writer = new EntryLog(bucket, LOG).claim(owner);
    return content -> writer.appendIfMine(TextNode.valueOf(content));
  }

  /** Claims, appends, repeats once what failed, and stops when it is overtaken. */
  private static Actor writer(String name, int contents, Opening opening) {
    return new Actor(
        name,
        "writer of " + contents,
        (bucket, told) -> {
          Writing writing = opening.open(bucket, name);
          for (int i = 1; i <= contents; i++) {
            String content = name + i;
            Append append = persistently(writing, content);
            told.outcome(append, content);
            if (append instanceof Append.Overtaken) {
              return;
            }
          }
        });
  }

  private static Append persistently(Writing writing, String content) {
    try {
      return writing.append(content);
    } catch (StoreException.Unreachable failed) {
      return writing.append(content);
    }
  }

  /** The newest content it sees never gets older. */
  private static Actor reader() {
    return new Actor(
        "reader",
        "reader",
        (bucket, told) -> {
          EntryLog log = new EntryLog(bucket, LOG);
          long newest = 0;
          for (int i = 0; i < 2; i++) {
            long seen = log.newestContent().map(LogEntry::number).orElse(0L);
            if (seen < newest) {
              throw new AssertionError("The newest content went from " + newest + " to " + seen);
            }
            newest = seen;
          }
        });
  }

  private static Result search(int faults, Actor... actors) throws InterruptedException {
    return new Interleavings(List.of(actors), faults, ModelBucket.Kind.CREATE_ONCE).search();
  }

  private static Result thinned(Actor... actors) throws InterruptedException {
    return new Interleavings(List.of(actors), 0, ModelBucket.Kind.THINNED).search();
  }

  private static void assertHolds(Result result, int leastStates) {
    assertEquals(Optional.empty(), result.violation());
    assertTrue(result.states() >= leastStates, result.toString());
  }

  private static void assertCaught(String violation, Result result) {
    assertTrue(
        result.violation().filter(said -> said.contains(violation)).isPresent(), result.toString());
  }

  @Test
  void threeWritersThatTakeEachOtherOverKeepOneOwner() throws Exception {
    assertHolds(
        search(
            0,
            writer("a", 1, LogModelTest::real),
            writer("b", 1, LogModelTest::real),
            writer("c", 1, LogModelTest::real)),
        500);
  }

  @Test
  void threeWritersAndAnyRequestOrAnswerThatIsLostOrLate() throws Exception {
    assertHolds(
        search(
            1,
            writer("a", 1, LogModelTest::real),
            writer("b", 1, LogModelTest::real),
            writer("c", 1, LogModelTest::real)),
        10_000);
  }

  @Test
  void twoWritersAndEveryPairOfLostRequestsOrAnswers() throws Exception {
    assertHolds(
        search(2, writer("a", 1, LogModelTest::real), writer("b", 1, LogModelTest::real)), 2000);
  }

  @Test
  void lookingWhoseAnEntryIsMayFailToo() throws Exception {
    List<Actor> writers =
        List.of(writer("a", 1, LogModelTest::real), writer("b", 1, LogModelTest::real));
    assertHolds(new Interleavings(writers, 2, ModelBucket.Kind.THINNED).search(), 2000);
  }

  @Test
  void aWriterThatIsOvertakenBetweenTwoAppendsAndALostRequestOrAnswer() throws Exception {
    assertHolds(
        search(1, writer("a", 2, LogModelTest::real), writer("b", 1, LogModelTest::real)), 1000);
  }

  @Test
  void aReaderNeverSeesTheNewestContentGetOlder() throws Exception {
    assertHolds(
        search(1, writer("a", 1, LogModelTest::real), writer("b", 1, LogModelTest::real), reader()),
        2000);
  }

  @Test
  void anAppendThatDoesNotLookForClaimsIsCaught() throws Exception {
    Opening careless =
        (bucket, owner) -> {
          EntryLog log = new EntryLog(bucket, LOG);
          log.claim(owner);
          return content -> log.append(owner, TextNode.valueOf(content), log.newestNumber());
        };
    assertCaught(
        "had claimed the log", search(0, writer("a", 1, careless), writer("b", 1, careless)));
  }

  @Test
  void anAppendThatTakesALostAnswerForARivalsEntryIsCaught() throws Exception {
    Opening forgetful =
        (bucket, owner) -> {
          EntryLog log = new EntryLog(bucket, LOG);
          log.claim(owner);
          return content -> taken(bucket, log, owner, content);
        };
    assertCaught("is in the log twice", search(1, writer("a", 1, forgetful)));
  }

  /** Goes on to the next number when one is taken, without a look at whose it is. */
  private static Append taken(Bucket bucket, EntryLog log, String owner, String content) {
    for (long number = log.newestNumber() + 1; ; number++) {
      LogEntry entry = EntryLog.entry(number, owner, false, TextNode.valueOf(content));
      byte[] bytes = CanonicalJson.bytes(CanonicalJson.tree(entry));
      if (bucket.create(Names.entry(LOG, number), bytes)) {
        return new Append.Written(entry);
      }
    }
  }

  @Test
  void anAppendThatForgetsWhatIsUnsettledIsCaught() throws Exception {
    Opening newMarks =
        (bucket, owner) -> {
          EntryLog log = new EntryLog(bucket, LOG);
          long claim = newestClaim(log, owner);
          return content -> afresh(log, owner, content, claim + 1);
        };
    assertCaught("is in the log twice", search(1, writer("a", 1, newMarks)));
  }

  /** Every attempt has a mark of its own, so that an earlier one's entry is a stranger's. */
  private static Append afresh(EntryLog log, String owner, String content, long from) {
    for (long number = from; ; number++) {
      Append append = log.create(EntryLog.entry(number, owner, false, TextNode.valueOf(content)));
      if (!(append instanceof Append.Overtaken(LogEntry by)) || by.claim()) {
        return append;
      }
    }
  }

  private static long newestClaim(EntryLog log, String owner) {
    log.claim(owner);
    return log.newest().orElseThrow().number();
  }

  @Test
  void aStoreThatDoesNotCreateOnceIsCaught() throws Exception {
    List<Actor> writers =
        List.of(writer("a", 1, LogModelTest::real), writer("b", 1, LogModelTest::real));
    Result result = new Interleavings(writers, 0, ModelBucket.Kind.OVERWRITES).search();
    assertTrue(result.violation().isPresent(), result.toString());
  }

  /** Takes everything away but claims and the newest. */
  private static Actor thinner() {
    return new Actor(
        "thinner",
        "thinner",
        (bucket, told) -> {
          EntryLog log = new EntryLog(bucket, LOG);
          List<LogEntry> entries = log.list();
          entries.stream()
              .filter(entry -> !entry.claim() && entry.number() < entries.size())
              .forEach(entry -> bucket.delete(Names.entry(LOG, entry.number())));
        });
  }

  @Test
  void thinningOldCheckpointsHarmsNoWriter() throws Exception {
    assertHolds(
        thinned(writer("a", 2, LogModelTest::real), writer("b", 1, LogModelTest::real), thinner()),
        400);
  }

  @Test
  void norOneWhoseRequestOrAnswerIsLostOrLate() throws Exception {
    List<Actor> actors =
        List.of(writer("a", 1, LogModelTest::real), writer("b", 1, LogModelTest::real), thinner());
    assertHolds(new Interleavings(actors, 1, ModelBucket.Kind.THINNED).search(), 2000);
  }

  @Test
  void thinningThatTakesClaimsAwayIsCaught() throws Exception {
    Actor thinner =
        new Actor(
            "thinner",
            "thinner",
            (bucket, told) -> {
              EntryLog log = new EntryLog(bucket, LOG);
              long newest = log.newestNumber();
              for (long number = 1; number < newest; number++) {
                bucket.delete(Names.entry(LOG, number));
              }
            });
    assertCaught(
        "was told that a2 was written, and it is not there",
        thinned(writer("a", 2, LogModelTest::real), writer("b", 1, LogModelTest::real), thinner));
  }

  @Test
  void aViolationTellsTheStepsThatLedToIt() throws Exception {
    Opening unclaimed =
        (bucket, owner) ->
            content ->
                new EntryLog(bucket, LOG)
                    .append(owner + UUID.randomUUID(), TextNode.valueOf(content), 0);
    assertCaught("After: a creates 1 DONE", search(0, writer("a", 1, unclaimed)));
  }
}
