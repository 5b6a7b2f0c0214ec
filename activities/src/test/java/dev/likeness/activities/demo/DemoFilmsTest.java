package dev.likeness.activities.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilmsTest {
  @TempDir Path folder;

  private DemoFilms films(long seed) {
    return new DemoFilms(folder, new DemoFootage(new DemoOptions(seed, 3, 64, 64, 25)));
  }

  @Test
  void filmsThatAreThereAreFoundAgainAndRenderTheSameBytes() throws IOException {
    assertFalse(films(1).present());
    films(1).render(done -> {});
    byte[] first = Files.readAllBytes(films(1).target());

    assertTrue(films(1).present());
    films(1).render(done -> {});
    assertArrayEquals(first, Files.readAllBytes(films(1).target()));
    assertEquals(List.of("answer.mp4", "footage.json", "source.mp4", "target.mp4"), names());
  }

  @Test
  void filmsOfAnotherSeedAreNotTaken() throws IOException {
    films(1).render(done -> {});

    assertFalse(films(2).present());
  }

  @Test
  void givingUpLeavesNothing() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () ->
            films(1)
                .render(
                    done -> {
                      throw new IllegalStateException("enough");
                    }));

    assertEquals(List.of(), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
