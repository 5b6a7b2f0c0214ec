package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  private static final Area INSIDE = new Area(13, 7, 41, 30);

  @TempDir private Path folder;

  private Frame frame(String pixels) throws IOException {
    boolean rgb = pixels.equals("gbrp");
    Path file =
        MadeFootage.of(rgb ? "utvideo" : "ffv1", pixels, 97, 65, 1)
            .tagged(rgb ? new Colours("pc", "gbr", "bt709", "bt709", "left") : Colours.BT709)
            .write(folder.resolve("frame.mkv"), "matroska");
    try (Footage footage = Footage.open(file)) {
      return footage.frames().getFirst();
    }
  }

  private static FloatPicture filled(Area area, int channels, float value) {
    FloatPicture picture = FloatPicture.blank(area.width(), area.height(), channels);
    Arrays.fill(picture.data(), value);
    return picture;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv444p12le", "gray", "gbrp"})
  void layingAFramesOwnColoursOverItChangesNothing(String pixels) throws IOException {
    Frame frame = frame(pixels);
    FloatPicture rgb = frame.rgb(INSIDE);
    String before = frame.sha256();
    frame.blend(INSIDE, rgb, filled(INSIDE, 1, 1));
    assertEquals(before, frame.sha256());
    frame.blend(INSIDE, rgb, filled(INSIDE, 1, 0.37f));
    assertEquals(before, frame.sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yuv420p", "yuv422p", "yuv420p10le", "gbrp"})
  void leavesSamplesWithoutAlphaAsTheyWere(String pixels) throws IOException {
    Frame frame = frame(pixels);
    Frame before = frame.copy();
    FloatPicture alpha = filled(INSIDE, 1, 0);
    // One pixel is opaque: its luma and the chroma sample that covers it may move, no other.
    alpha.data()[10 * INSIDE.width() + 10] = 1;
    frame.blend(INSIDE, filled(INSIDE, 3, 0.99f), alpha);
    for (int plane = 0; plane < 3; plane++) {
      int changed = 0;
      byte[] old = before.planes()[plane];
      byte[] now = frame.planes()[plane];
      for (int i = 0; i < old.length; i += before.format().layout().sampleBytes()) {
        boolean wide = frame.bitDepth() > 8;
        if (old[i] != now[i] || (wide && old[i + 1] != now[i + 1])) {
          changed++;
        }
      }
      int moved = changed;
      assertTrue(moved <= 1, () -> moved + " samples moved");
    }
    assertNotEquals(before.sha256(), frame.sha256());
  }

  @Test
  void anOpaqueBlendShowsTheNewColours() throws IOException {
    Frame frame = frame("yuv420p");
    Area area = new Area(20, 20, 40, 20);
    FloatPicture red = FloatPicture.blank(40, 20, 3);
    for (int i = 0; i < red.data().length; i += 3) {
      red.data()[i] = 0.8f;
      red.data()[i + 1] = 0.3f;
      red.data()[i + 2] = 0.2f;
    }
    // Twice: what the chroma grid kept of the old detail goes with the second change.
    frame.blend(area, red, filled(area, 1, 1));
    frame.blend(area, red, filled(area, 1, 1));
    FloatPicture shown = frame.rgb(new Area(26, 26, 20, 8));
    for (int i = 0; i < shown.data().length; i++) {
      assertEquals(red.data()[i % 3], shown.data()[i], 0.02, "sample " + i);
    }
  }

  @Test
  void theExactConversionAgreesWithSwscale() throws IOException {
    Frame frame = frame("yuv420p");
    Picture picture = frame.picture();
    FloatPicture exact = frame.rgb(new Area(0, 0, 97, 65));
    double sum = 0;
    for (int i = 0; i < exact.data().length; i++) {
      double wanted = Math.clamp(exact.data()[i] * 255, 0, 255);
      sum += Math.abs(wanted - (picture.rgb()[i] & 0xff));
    }
    double mean = sum / exact.data().length;
    assertTrue(mean < 1.5, () -> "levels apart in the mean: " + mean);
  }

  @Test
  void scalesForDetection() throws IOException {
    Picture small = frame("yuv420p").picture(48, 32);
    assertEquals(48, small.width());
    assertEquals(32, small.height());
  }

  @Test
  void refusesAnAreaBeyondItsEdge() throws IOException {
    Frame frame = frame("gray");
    assertThrows(IllegalArgumentException.class, () -> frame.rgb(new Area(90, 0, 10, 10)));
    assertThrows(
        IllegalArgumentException.class,
        () -> frame.blend(INSIDE, filled(INSIDE, 1, 1), filled(INSIDE, 1, 1)));
  }

  @Test
  void stillsSurvivePngExactlyAndJpegNearly() {
    Picture picture = MadeFootage.picture(61, 37, 3);
    assertArrayEquals(picture.rgb(), StillPicture.read(StillPicture.png(picture)).rgb());
    byte[] jpeg = StillPicture.jpeg(picture, 95);
    Picture back = StillPicture.read(jpeg);
    double sum = 0;
    for (int i = 0; i < back.rgb().length; i++) {
      sum += Math.abs((back.rgb()[i] & 0xff) - (picture.rgb()[i] & 0xff));
    }
    double mean = sum / back.rgb().length;
    assertTrue(mean < 2.5, () -> "levels apart in the mean: " + mean);
    assertArrayEquals(jpeg, StillPicture.jpeg(picture, 95));
  }

  @Test
  void refusesAStillThatIsNone() {
    assertThrows(MediaRefusedException.class, () -> StillPicture.read(new byte[0]));
    assertThrows(MediaRefusedException.class, () -> StillPicture.read(new byte[] {1, 2, 3}));
  }
}
