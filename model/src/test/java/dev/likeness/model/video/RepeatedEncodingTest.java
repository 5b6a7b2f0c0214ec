package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.model.image.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same pictures are encoded again and again, several at a time so that threads take turns. */
class RepeatedEncodingTest {
  private static final int TIMES = 6;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"120, false", "120, true", "1, true", "4, false"})
  void writesTheSameMovie(int keyInterval, boolean withSound) {
    List<Picture> pictures =
        IntStream.range(0, 12).mapToObj(t -> MadeFootage.picture(160, 448, t)).toList();
    Optional<AudioTrack> sound = withSound ? Optional.of(noise(12)) : Optional.empty();
    assertAllEqual(
        time -> {
          Path out = folder.resolve("film-" + time + ".mp4");
          EncodeOptions options = new EncodeOptions(14, keyInterval);
          try (MovieWriter film = MovieWriter.open(out, 160, 448, 25, 1, options, sound)) {
            pictures.forEach(film::write);
            film.finish();
          }
          return digest(out);
        });
  }

  private static AudioTrack noise(int frames) {
    float[] samples = new float[2 * 48000 * frames / 25];
    Random random = new Random(7);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(i * 0.02) + 0.05 * random.nextGaussian());
    }
    return new AudioTrack(48000, 2, samples);
  }

  @ParameterizedTest
  @CsvSource({
    "ffv1, yuv420p, 162, 450, h264",
    "ffv1, yuv444p, 513, 65, vp9",
    "ffv1, yuv420p10le, 513, 65, av1"
  })
  void encodesAndJoinsTheSameSegments(
      String codec, String pixels, int width, int height, String written) throws IOException {
    Path original =
        MadeFootage.of(codec, pixels, width, height, 9)
            .write(folder.resolve("original.mkv"), "matroska");
    EncodeOptions options = new EncodeOptions(14, 120);
    assertAllEqual(time -> segmentsAndFilm(original, written, options, time));
  }

  @Test
  void joinsTheSameFilmWithTheSameSound() {
    Path original = MadeFootage.film(folder.resolve("original.mp4"), 96, 64, 12);
    assertAllEqual(time -> segmentsAndFilm(original, "h264", EncodeOptions.DEFAULT, time));
  }

  private String segmentsAndFilm(Path original, String written, EncodeOptions options, int time) {
    try (Footage footage = Footage.open(original)) {
      assertEquals(written, SegmentEncoder.codec(footage.index()));
      Path own = Files.createDirectory(folder.resolve("time-" + time));
      int frames = footage.index().frames();
      List<Path> segments = footage.segments(own, 0, frames, 5, options);
      Path film = own.resolve("film.mp4");
      Joiner.join(
          segments, footage.channel(), footage.index(), JoinOptions.whole(footage.index()), film);
      return String.join(" ", segments.stream().map(RepeatedEncodingTest::digest).toList())
          + " "
          + digest(film);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Encoding {
    String digest(int time);
  }

  private static void assertAllEqual(Encoding encoding) {
    List<String> digests = IntStream.range(0, TIMES).parallel().mapToObj(encoding::digest).toList();
    assertEquals(Collections.nCopies(TIMES, digests.getFirst()), digests);
  }

  private static String digest(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
