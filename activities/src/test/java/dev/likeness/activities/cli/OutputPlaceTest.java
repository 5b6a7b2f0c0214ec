package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
  @TempDir Path folder;

  private OutputPlace place(String name, int targets) {
    List<Refusal.Complaint> complaints = new ArrayList<>();
    OutputPlace place = OutputPlace.of(folder.resolve(name), targets, List.of(), complaints);
    assertEquals(List.of(), complaints);
    return place;
  }

  @Test
  void isAFileForOneTargetAndAFolderForSeveral() {
    assertEquals(
        List.of(folder.resolve("x.mkv")), place("x.mkv", 1).films(List.of("a.mp4"), "mkv"));
    assertEquals("mkv", place("x.mkv", 1).container().orElse(""));
    assertEquals(
        List.of(
            folder.resolve("out/a-swapped.mp4"),
            folder.resolve("out/b-swapped.mp4"),
            folder.resolve("out/a-swapped-2.mp4")),
        place("out", 3).films(List.of("a.mp4", "b.mov", "a.mp4"), "mp4"));
  }

  @Test
  void isWrittenWholeOrNotAtAll() throws IOException {
    Path film = folder.resolve("deep/er/x.mp4");
    Delivery.write(new byte[] {1, 2, 3}, film);
    assertEquals(3, Files.size(film));
    try (Stream<Path> left = Files.list(folder.resolve("deep/er"))) {
      assertEquals(1, left.count());
    }
    Path blocked = film.resolve("y.mp4");
    Refusal refusal = assertThrows(Refusal.class, () -> Delivery.write(new byte[] {1}, blocked));
    assertEquals(ExitCode.CANNOT_WRITE, refusal.exit());
    assertTrue(refusal.sentence().contains("y.mp4"));
  }
}
