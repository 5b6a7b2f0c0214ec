package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmCodecTest {
  /** With as many threads as slices OpenH264 would move the slices by the clock. */
  @Test
  void neverGivesOpenH264AThreadForEverySlice() {
    for (int threads = 1; threads <= 16; threads++) {
      EncodeOptions options = new EncodeOptions(14, threads, 120);
      for (int height = 16; height <= 2160; height += 2) {
        int slices = slices(options, height);
        int used = FilmCodec.H264.threads(options, height);
        assertTrue(
            used <= threads && (slices == 1 ? used == 1 : used < slices),
            () -> slices + " slices for " + used + " threads");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2160, 1, 1",
    "2, 368, 1, 1",
    "2, 448, 4, 2",
    "2, 720, 4, 2",
    "2, 2160, 4, 2",
    "4, 720, 6, 3",
    "8, 1080, 6, 3",
    "8, 2160, 8, 4"
  })
  void cutsHighPicturesForMoreThreads(int threads, int height, int slices, int used) {
    EncodeOptions options = new EncodeOptions(14, threads, 120);
    assertEquals(slices, slices(options, height));
    assertEquals(used, FilmCodec.H264.threads(options, height));
  }

  private static int slices(EncodeOptions options, int height) {
    return Integer.parseInt(FilmCodec.H264.settings(options, 1280, height).get("slices"));
  }
}
