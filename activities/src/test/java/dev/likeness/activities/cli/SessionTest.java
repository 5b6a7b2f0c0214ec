package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.embedded.Home;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  @TempDir Path folder;

  private static long sweeps() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("sweep"))
        .count();
  }

  @Test
  void aHomesModelsAreThinnedOutForAsLongAsTheSessionLasts() {
    Place place =
        new Place(
            new Home(folder),
            Optional.empty(),
            TemporalAccess.PLAIN,
            Optional.empty(),
            false,
            "a test");
    try (Session session = Session.start(place, new Interrupts())) {
      assertEquals(1, sweeps());
      assertEquals(0, session.store().log("models/none").newestNumber());
    }
    assertEquals(0, sweeps());
  }
}
