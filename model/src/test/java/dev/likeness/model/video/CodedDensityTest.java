package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.image.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodedDensityTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 448;

  @TempDir private Path folder;

  /** Shown to OpenH264, most of these end the process. */
  @ParameterizedTest
  @ValueSource(ints = {14, 1})
  void refusesSnowInsteadOfOverrunningTheEncodersMemory(int quantiser) {
    try (MovieWriter film = film(quantiser)) {
      String refused =
          String.valueOf(
              assertThrows(MovieWriteException.class, () -> film.write(noise(1000))).getMessage());
      assertTrue(
          refused.matches("The frame at tick 0 is too noisy .* the quantiser to [0-9]+ or more\\."),
          refused);
    }
  }

  @Test
  void encodesHeavyGrain() throws IOException {
    try (MovieWriter film = film(14)) {
      film.write(noise(12));
      film.finish();
    }
    try (Footage footage = Footage.open(folder.resolve("film.mp4"))) {
      assertEquals(1, footage.index().frames());
    }
  }

  @Test
  void namesAQuantiserThatFits() {
    byte[][] planes = new byte[3][];
    Random random = new Random(1);
    for (int plane = 0; plane < 3; plane++) {
      planes[plane] = new byte[plane == 0 ? WIDTH * HEIGHT : WIDTH * HEIGHT / 4];
      random.nextBytes(planes[plane]);
    }
    CodedDensity density = new CodedDensity(planes, WIDTH, HEIGHT);
    assertTrue(density.bits(14) > CodedDensity.MOST);
    int fitting = density.fittingQuantiser(14);
    assertTrue(fitting > 14 && density.bits(fitting) < CodedDensity.MOST);
    assertEquals(density.bits(1), density.bits(12));
  }

  private MovieWriter film(int quantiser) {
    return MovieWriter.open(
        folder.resolve("film.mp4"),
        WIDTH,
        HEIGHT,
        25,
        1,
        new EncodeOptions(quantiser, 1),
        Optional.empty());
  }

  /** Grain of this deviation, part of it alike in 2 x 2 pixels, so that chroma has it too. */
  private static Picture noise(double deviation) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    Random random = new Random(1);
    for (int y = 0; y < HEIGHT; y += 2) {
      for (int x = 0; x < WIDTH; x += 2) {
        for (int channel = 0; channel < 3; channel++) {
          double shared = random.nextGaussian() * deviation;
          for (int i = 0; i < 4; i++) {
            double own = random.nextGaussian() * deviation;
            int at = 3 * ((y + i / 2) * WIDTH + x + i % 2) + channel;
            rgb[at] = (byte) Math.clamp(Math.round(128 + shared + own), 0, 255);
          }
        }
      }
    }
    return new Picture(WIDTH, HEIGHT, rgb);
  }
}
