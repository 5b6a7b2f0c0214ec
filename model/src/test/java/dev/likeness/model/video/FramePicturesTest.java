package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePicturesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"yuv420p", "yuv420p10le", "yuv444p", "gray"})
  void looksTheSameWithTheReadersContextAndWithout(String pixels) throws IOException {
    Path file =
        MadeFootage.of("ffv1", pixels, 161, 97, 4).write(folder.resolve("footage.mkv"), "matroska");
    try (Footage footage = Footage.open(file)) {
      // The reader of these is closed: every picture has a context of its own.
      List<Frame> frames = footage.frames();
      try (FrameReader reader = FrameReader.open(footage.channel(), footage.index(), 0, 4)) {
        for (Optional<Frame> f = reader.next(); f.isPresent(); f = reader.next()) {
          Frame frame = f.get();
          Frame alone = frames.get(frame.ordinal());
          assertArrayEquals(alone.picture().rgb(), frame.picture().rgb());
          assertArrayEquals(alone.picture(80, 48).rgb(), frame.picture(80, 48).rgb());
          assertArrayEquals(alone.picture().rgb(), frame.copy().picture().rgb());
          IntStream.range(0, 8)
              .parallel()
              .forEach(i -> assertArrayEquals(alone.picture().rgb(), frame.picture().rgb()));
        }
      }
    }
  }
}
