package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFilmTest {
  @TempDir private Path folder;
  private Path place = Path.of("");

  @BeforeEach
  void makePlace() throws IOException {
    place = Files.createDirectory(folder.resolve("place"));
  }

  @Test
  void leavesNothingOfAMovieThatIsNotFinished() throws IOException {
    try (MovieWriter film = movie(place.resolve("film.mp4"))) {
      film.write(MadeFootage.picture(96, 64, 0));
    }
    assertEquals(List.of(), left());
  }

  @Test
  void leavesNothingOfASegmentThatIsNotFinished() throws IOException {
    try (Footage footage = footage();
        SegmentEncoder encoder =
            SegmentEncoder.open(
                place.resolve("segment.nut"), footage.index(), EncodeOptions.DEFAULT)) {
      encoder.write(footage.frames(0, 1).getFirst());
    }
    assertEquals(List.of(), left());
  }

  @Test
  void keepsWhatHadTheNameUntilTheFilmIsFinished() throws IOException {
    Path out = place.resolve("film.mp4");
    byte[] before = {1, 2, 3};
    Files.write(out, before);
    try (MovieWriter film = movie(out)) {
      film.write(MadeFootage.picture(96, 64, 0));
      assertArrayEquals(before, Files.readAllBytes(out));
      film.finish();
    }
    assertEquals(List.of(out), left());
    try (Footage film = Footage.open(out)) {
      assertEquals(1, film.index().frames());
    }
  }

  @Test
  void refusesAFolderThatDoesNotExist() throws IOException {
    Path out = place.resolve("absent").resolve("film.mp4");
    assertThrows(MovieWriteException.class, () -> movie(out).close());
    try (Footage footage = footage()) {
      assertThrows(
          MovieWriteException.class,
          () -> SegmentEncoder.open(out, footage.index(), EncodeOptions.DEFAULT).close());
    }
    assertEquals(List.of(), left());
  }

  private static MovieWriter movie(Path out) {
    return MovieWriter.open(out, 96, 64, 25, 1, EncodeOptions.DEFAULT, Optional.empty());
  }

  private Footage footage() {
    return Footage.open(MadeFootage.film(folder.resolve("original.mp4"), 96, 64, 2));
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(place)) {
      return files.toList();
    }
  }
}
