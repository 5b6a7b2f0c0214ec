package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.workflows.Progress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class BeatingTest {
  private static final Progress HALF =
      new Progress(5, 10, "frames", 1, java.util.Map.of(), java.util.Map.of());

  @Test
  void goesOnWithTheNewestProgressWhileTheActivityIsSilent() throws InterruptedException {
    var beats = new LinkedBlockingQueue<Progress>();
    try (var beating = Beating.of(beats::add, Duration.ofMillis(1))) {
      assertEquals(Progress.NONE, beats.take());
      beating.accept(HALF);
      beats.clear();
      assertEquals(HALF, beats.take());
      assertEquals(HALF, beats.take());
    }
  }

  @Test
  void theActivityLearnsThatNobodyWaitsForIt() {
    try (var beating =
        Beating.of(
            progress -> {
              throw new IllegalStateException("Timed out.");
            },
            Duration.ofMillis(1))) {
      assertThrows(IllegalStateException.class, () -> beating.accept(HALF));
    }
  }
}
