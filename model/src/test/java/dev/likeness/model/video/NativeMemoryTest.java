package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {
  private static final long SLACK = 96L << 20;

  @TempDir private Path folder;

  /** One leaked frame, decoder or scaled picture per round would be 300 MB and more. */
  @Test
  void doesNotGrowOverManyReadersAndPictures() throws IOException {
    Path file = MadeFootage.of("libopenh264", "yuv420p", 1280, 720, 2).write(film(), "mp4");
    try (Footage footage = Footage.open(file)) {
      rounds(footage, 40);
      long before = Pointer.physicalBytes();
      rounds(footage, 220);
      long grown = Pointer.physicalBytes() - before;
      assertTrue(grown < SLACK, () -> (grown >> 20) + " MB more");
    }
  }

  /** One leaked encoder per attempt would be a gigabyte. */
  @Test
  void doesNotGrowOverFilmsThatCannotBeWritten() {
    attempts(10);
    long before = Pointer.physicalBytes();
    attempts(100);
    long grown = Pointer.physicalBytes() - before;
    assertTrue(grown < SLACK, () -> (grown >> 20) + " MB more");
  }

  private void attempts(int count) {
    Path out = folder.resolve("absent").resolve("film.mp4");
    for (int i = 0; i < count; i++) {
      assertThrows(
          MovieWriteException.class,
          () ->
              MovieWriter.open(out, 1280, 720, 25, 1, EncodeOptions.DEFAULT, Optional.empty())
                  .close());
    }
  }

  private Path film() {
    return folder.resolve("film.mp4");
  }

  private void rounds(Footage footage, int count) {
    for (int i = 0; i < count; i++) {
      Frame frame = footage.frames(1, 2).getFirst();
      frame.picture(64, 36);
      if (i % 20 == 0) {
        footage.segments(folder, 0, 1, 1);
        System.gc(); // the Java heap's own growth is not the question
      }
    }
  }
}
