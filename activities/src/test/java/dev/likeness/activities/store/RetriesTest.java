package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetriesTest {
  /** Time that passes only in pauses. */
  private static final class Pauses implements Retries.Waiting {
    private final List<Duration> made = new ArrayList<>();

    @Override
    public long nanos() {
      return made.stream().mapToLong(Duration::toNanos).sum();
    }

    @Override
    public void pause(Duration time) {
      made.add(time);
    }
  }

  private final Pauses pauses = new Pauses();
  private int calls;

  private Retries retries(int least, Duration patience) {
    return new Retries(
        least, patience, Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1), pauses);
  }

  private Object fail() throws IOException {
    calls++;
    throw new IOException("reset");
  }

  @Test
  void keepsAskingForAsLongAsThePatienceLasts() {
    Retries minute = retries(3, Duration.ofMinutes(1));
    assertThrows(IOException.class, () -> minute.call(this::fail, failure -> true));
    assertTrue(pauses.nanos() >= Duration.ofMinutes(1).toNanos());
    assertTrue(pauses.nanos() < Duration.ofSeconds(65).toNanos());
    assertTrue(calls > 12 && calls < 40, "" + calls);
  }

  @Test
  void asksAFewTimesEvenIfTheFirstAnswerTookAllPatience() {
    assertThrows(
        IOException.class, () -> retries(3, Duration.ZERO).call(this::fail, failure -> true));
    assertEquals(3, calls);
  }

  @Test
  void doublesItsPausesUpToTheLongestEachShortenedByChance() {
    assertThrows(
        IOException.class, () -> retries(12, Duration.ZERO).call(this::fail, failure -> true));
    long whole = 100;
    for (Duration pause : pauses.made) {
      assertTrue(pause.toMillis() >= whole / 2 && pause.toMillis() <= whole, pause.toString());
      whole = Math.min(5000, 2 * whole);
    }
    assertEquals(11, pauses.made.stream().distinct().count());
  }

  @Test
  void givesUpAtOnceOnWhatIsNotWorthAnotherTry() {
    assertThrows(
        IOException.class,
        () -> retries(3, Duration.ofMinutes(1)).call(this::fail, failure -> false));
    assertEquals(1, calls);
  }

  @Test
  void givesTheAnswerThatCameAtLast() throws Exception {
    Object answer =
        retries(3, Duration.ZERO).call(() -> calls < 2 ? fail() : "done", failure -> true);
    assertEquals("done", answer);
  }
}
