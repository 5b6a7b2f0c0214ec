package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryTest {
  private static final byte[] FILM = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void deliveringTwiceIsIdempotentAndLeavesNothingElse() throws IOException {
    Path film = folder.resolve("film.mp4");
    Delivery.write(FILM, film);
    Delivery.write(FILM, film);
    assertArrayEquals(FILM, Files.readAllBytes(film));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(1, all.count());
    }
  }

  @Test
  void whatAProcessKilledWhileDeliveringLeftGoesAndWhatALivingOneWritesStays() throws IOException {
    Path dead = Files.write(folder.resolve(".film.mp4.999999999999.part"), FILM);
    Path alive = Files.write(folder.resolve(".film.mp4.1.part"), FILM);
    Path another = Files.write(folder.resolve(".other.mp4.999999999999.part"), FILM);
    Delivery.write(FILM, folder.resolve("film.mp4"));
    assertFalse(Files.exists(dead));
    assertTrue(Files.exists(alive));
    assertTrue(Files.exists(another));
  }
}
