package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EntryLogTest {
  private final FakeBucket bucket = new FakeBucket();
  private final EntryLog log = new EntryLog(bucket, "models/demo");

  @Test
  void numbersEntriesFromOneWithoutGaps() {
    LogWriter writer = log.claim("run-1");
    writer.appendIfMine(IntNode.valueOf(10));
    writer.appendIfMine(IntNode.valueOf(20));
    assertEquals(List.of(1L, 2L, 3L), log.list().stream().map(LogEntry::number).toList());
    assertTrue(log.newest().orElseThrow().content().asInt() == 20);
  }

  @Test
  void aNewClaimStopsTheOlderWriterForGood() {
    LogWriter older = log.claim("older");
    older.appendIfMine(IntNode.valueOf(1));
    LogWriter newer = log.claim("newer");
    Append.Overtaken overtaken =
        assertInstanceOf(Append.Overtaken.class, older.appendIfMine(IntNode.valueOf(2)));
    assertEquals("newer", overtaken.by().owner());
    assertInstanceOf(Append.Written.class, newer.appendIfMine(IntNode.valueOf(3)));
    assertInstanceOf(Append.Overtaken.class, older.appendIfMine(IntNode.valueOf(4)));
    assertEquals(3, log.newestContent().orElseThrow().content().asInt());
  }

  @Test
  void anEntryOfSomebodyWithoutAClaimTakesNothingAway() {
    LogWriter writer = log.claim("owner");
    log.append("visitor", IntNode.valueOf(7), log.newestNumber());
    assertInstanceOf(Append.Written.class, writer.appendIfMine(IntNode.valueOf(8)));
  }

  @Test
  void appendsOnlyBehindTheEntryThatWasSeen() {
    log.append("a", IntNode.valueOf(1), 0);
    Append.Overtaken lost =
        assertInstanceOf(Append.Overtaken.class, log.append("b", IntNode.valueOf(2), 0));
    assertEquals("a", lost.by().owner());
    assertEquals(1, log.list().size());
  }

  @Test
  void knowsItsOwnEntryAfterALostResponse() {
    LogWriter writer = log.claim("owner");
    bucket.losesTheNextCreateResponse = true;
    assertInstanceOf(Append.Written.class, writer.appendIfMine(IntNode.valueOf(1)));
    assertEquals(2, log.list().size());
  }

  @Test
  void theNewestContentLiesBeforeLaterClaims() {
    log.claim("a").appendIfMine(IntNode.valueOf(5));
    log.claim("b");
    assertEquals(5, log.newestContent().orElseThrow().content().asInt());
    assertTrue(log.newest().orElseThrow().claim());
  }

  @Test
  void ordersMoreThanNineEntriesByNumber() {
    LogWriter writer = log.claim("owner");
    IntStream.rangeClosed(1, 12).forEach(i -> writer.appendIfMine(IntNode.valueOf(i)));
    assertEquals(12, log.newestContent().orElseThrow().content().asInt());
    assertEquals(13, log.newestNumber());
  }

  @Test
  void refusesNamesThatWouldLeaveTheLog() {
    for (String name : List.of("../x", "", "a//b", "/a", "a/.b", "a b", "ä")) {
      assertThrows(IllegalArgumentException.class, () -> new EntryLog(bucket, name), name);
    }
  }
}
