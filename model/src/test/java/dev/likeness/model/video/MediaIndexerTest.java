package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.json.Json;
import dev.likeness.model.video.MediaRefusedException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaIndexerTest {
  private static final int ONE = 1 << 16;

  @TempDir private Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static MediaRefusedException refusal(Path file, MediaLimits limits) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MediaRefusedException refused =
          assertThrows(
              MediaRefusedException.class,
              () -> MediaIndexer.index(channel, "holiday film.mp4", limits));
      String sentence = String.valueOf(refused.getMessage());
      assertTrue(
          sentence.contains("holiday film.mp4") && sentence.length() < 300,
          () -> "names the file in one sentence: " + sentence);
      return refused;
    }
  }

  private static Reason reason(Path file) throws IOException {
    return refusal(file, MediaLimits.DEFAULT).reason();
  }

  private Path written(String content) throws IOException {
    return Files.writeString(file("made.mp4"), content);
  }

  private static MadeFootage footage() {
    return MadeFootage.of("mpeg4", "yuv420p", 160, 96, 25);
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    assertEquals(Reason.EMPTY, reason(written("")));
  }

  @Test
  void refusesWhatIsNoFootage() throws IOException {
    assertEquals(Reason.NOT_MEDIA, reason(written("Dear diary, ".repeat(5000))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXTINF:10,\n/etc/passwd\n",
        "ffconcat version 1.0\nfile '/etc/passwd'\n",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
        "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>\n",
        "[playlist]\nFile1=http://localhost/film.mp4\n"
      })
  void refusesPlaylists(String playlist) throws IOException {
    assertEquals(Reason.PLAYLIST, reason(written(playlist)));
  }

  @Test
  void refusesAFilmWithoutItsTableOfContents() throws IOException {
    byte[] whole = Files.readAllBytes(footage().write(file("whole.mp4"), "mp4"));
    Path cut = Files.write(file("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
    assertEquals(Reason.TRUNCATED, reason(cut));
  }

  @Test
  void refusesAFastStartFilmThatIsCutInTheMiddle() throws IOException {
    Path film =
        footage().container(Map.of("movflags", "+faststart")).write(file("whole.mp4"), "mp4");
    byte[] whole = Files.readAllBytes(film);
    Path cut = Files.write(file("cut.mp4"), Arrays.copyOf(whole, 2 * whole.length / 3));
    assertEquals(Reason.TRUNCATED, reason(cut));
  }

  @Test
  void refusesAFragmentedFilmWithAHoleInItsData() throws IOException {
    byte[] bytes = Files.readAllBytes(footage().write(file("whole.mkv"), "matroska"));
    Arrays.fill(bytes, bytes.length - 12000, bytes.length - 2000, (byte) 0x55);
    Reason reason = reason(Files.write(file("hole.mkv"), bytes));
    assertTrue(reason == Reason.DAMAGED || reason == Reason.TRUNCATED, reason::name);
  }

  @Test
  void refusesSoundAlone() throws IOException {
    byte[] wave = new byte[44 + 32000];
    byte[] header = {
      'R', 'I', 'F', 'F', 0x24, 0x7d, 0, 0, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' ', 16, 0, 0, 0, 1,
      0, 1, 0, -128, 62, 0, 0, 0, 125, 0, 0, 2, 0, 16, 0, 'd', 'a', 't', 'a', 0, 0x7d, 0, 0
    };
    System.arraycopy(header, 0, wave, 0, header.length);
    assertEquals(Reason.NO_VIDEO, reason(Files.write(file("sound.wav"), wave)));
  }

  @Test
  void refusesEncryptedFootage() throws IOException {
    Path film =
        footage()
            .container(
                Map.of(
                    "encryption_scheme", "cenc-aes-ctr",
                    "encryption_key", "76a6c65c5ea762046bd749a2e632ccbb",
                    "encryption_kid", "a7e61c373e219033c21091fa607bf3b8"))
            .write(file("secret.mp4"), "mp4");
    assertEquals(Reason.ENCRYPTED, reason(film));
  }

  @Test
  void refusesInterlacedFootage() throws IOException {
    Path film =
        MadeFootage.of("mpeg2video", "yuv420p", 160, 96, 10)
            .codec(Map.of(), codec -> codec.flags(codec.flags() | 1 << 29 | 1 << 18))
            .flagged(AVFrame.AV_FRAME_FLAG_INTERLACED | AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST)
            .at(new Rational(1, 25), LongStream.range(0, 10).toArray())
            .write(file("fields.mkv"), "matroska");
    assertEquals(Reason.INTERLACED, reason(film));
  }

  @ParameterizedTest
  @ValueSource(strings = {"smpte2084", "arib-std-b67"})
  void refusesHdr(String transfer) throws IOException {
    Path film =
        MadeFootage.of("ffv1", "yuv420p10le", 160, 96, 3)
            .tagged(new Colours("tv", "bt2020nc", "bt2020", transfer, "left"))
            .write(file("hdr.mkv"), "matroska");
    assertEquals(Reason.HDR, reason(film));
  }

  @Test
  void refusesAMirroredPicture() throws IOException {
    Path film =
        footage().shown(-ONE, 0, 0, 0, ONE, 0, 0, 0, 1 << 30).write(file("mirror.mp4"), "mp4");
    assertEquals(Reason.MIRRORED, reason(film));
  }

  @Test
  void refusesAOnePixelFilm() throws IOException {
    Path film = MadeFootage.of("ffv1", "yuv444p", 1, 1, 3).write(file("dot.mkv"), "matroska");
    assertEquals(Reason.TOO_SMALL, reason(film));
  }

  @Test
  void refusesWhatIsBeyondTheLimits() throws IOException {
    Path film = MadeFootage.film(file("film.mp4"), 64, 48, 50);
    MediaLimits narrow = new MediaLimits(16, 60, 60, 64, 1000, Duration.ofHours(1));
    assertEquals(Reason.TOO_LARGE, refusal(film, narrow).reason());
    MediaLimits brief = new MediaLimits(16, 8192, 8192, 64, 1000, Duration.ofSeconds(1));
    assertEquals(Reason.TOO_LONG, refusal(film, brief).reason());
    MediaLimits few = new MediaLimits(16, 8192, 8192, 64, 49, Duration.ofHours(1));
    assertEquals(Reason.TOO_LONG, refusal(film, few).reason());
    MediaLimits silent = new MediaLimits(16, 8192, 8192, 1, 1000, Duration.ofHours(1));
    assertEquals(Reason.TOO_MANY_STREAMS, refusal(film, silent).reason());
  }

  @Test
  void saysWhatTheFileHolds() throws IOException {
    try (Footage film = Footage.open(MadeFootage.film(file("Ünï cödé film.mp4"), 64, 48, 50))) {
      MediaIndex index = film.index();
      assertEquals(50, index.frames());
      assertEquals("h264", index.video().codec());
      assertEquals(new Rational(25, 1), index.video().averageRate());
      assertEquals("bt709", index.video().colours().matrix());
      assertEquals("audio", index.otherStreams().getFirst().kind());
      assertEquals("aac", index.otherStreams().getFirst().codec());
    }
  }

  @Test
  void writesAnHourOfFramesInAFewHundredBytes() throws IOException {
    long[] pts = LongStream.range(0, 180_000).map(i -> 512 * i).toArray();
    long[] durations = new long[pts.length];
    Arrays.fill(durations, 512);
    BitSet keys = new BitSet();
    for (int i = 0; i < pts.length; i += 250) {
      keys.set(i);
    }
    FrameTable table = new FrameTable(pts, durations, keys);
    String json = Json.MAPPER.writeValueAsString(table);
    assertTrue(json.length() < 300, json);
    assertEquals(table, Json.MAPPER.readValue(json, FrameTable.class));
  }

  @Test
  void survivesJsonWithVariableFrameRate() throws IOException {
    Path film =
        MadeFootage.of("libopenh264", "yuv420p", 64, 48, 0)
            .at(new Rational(1, 90000), 0, 3003, 6007, 9999, 20000, 20001, 45000)
            .write(file("vfr.mp4"), "mp4");
    try (Footage footage = Footage.open(film)) {
      String json = Json.MAPPER.writeValueAsString(footage.index());
      assertEquals(footage.index(), Json.MAPPER.readValue(json, MediaIndex.class));
      assertEquals(20001, footage.index().pts(5));
      assertEquals(24999, footage.index().duration(5));
    }
  }
}
