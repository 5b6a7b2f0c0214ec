package dev.likeness.model.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmRoundTripTest {
  private static final int ONE = 1 << 16;

  @TempDir private Path folder;

  private Path joined(Footage footage, int segmentSize, String name) {
    Path out = folder.resolve(name);
    List<Path> segments = footage.segments(folder, 0, footage.index().frames(), segmentSize);
    Joiner.join(
        segments, footage.channel(), footage.index(), JoinOptions.whole(footage.index()), out);
    return out;
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg4, yuv420p, mp4, true",
    "mpeg4, yuv420p, avi, true",
    "mpeg2video, yuv420p, mpegts, true",
    "libopenh264, yuv420p, mp4, false",
    "libvpx-vp9, yuv420p, webm, false",
    "libvpx, yuv420p, webm, false",
    "mjpeg, yuvj420p, avi, false",
    "ffv1, yuv420p10le, matroska, false",
    "utvideo, gbrp, matroska, false"
  })
  void readsTheSameFramesHoweverTheFootageIsCut(
      String codec, String pixels, String container, boolean reordered) throws IOException {
    Path file =
        MadeFootage.of(codec, pixels, 96, 64, 0)
            .at(new Rational(1, 25), LongStream.range(0, 35).toArray())
            .tagged(
                pixels.equals("gbrp")
                    ? new Colours("pc", "gbr", "bt709", "bt709", "left")
                    : Colours.BT709)
            .codec(Map.of(), c -> c.max_b_frames(reordered ? 2 : 0))
            .write(folder.resolve("footage"), container);
    try (Footage footage = Footage.open(file)) {
      List<String> straight = footage.digests();
      assertEquals(35, straight.size());
      assertEquals(35, straight.stream().distinct().count(), "every frame is another");
      for (int size : new int[] {1, 6, 11}) {
        List<String> cut = new ArrayList<>();
        for (int from = 0; from < 35; from += size) {
          footage.frames(from, Math.min(35, from + size)).forEach(f -> cut.add(f.sha256()));
        }
        assertEquals(straight, cut, "chunks of " + size);
      }
    }
  }

  @Test
  void decodesTheSameWithAnyNumberOfThreads() throws IOException {
    try (Footage footage = Footage.open(MadeFootage.film(folder.resolve("film.mp4"), 96, 64, 20))) {
      List<String> one = new ArrayList<>();
      try (FrameReader reader = FrameReader.open(footage.channel(), footage.index(), 0, 20, 1)) {
        for (Optional<Frame> f = reader.next(); f.isPresent(); f = reader.next()) {
          one.add(f.get().sha256());
        }
      }
      assertEquals(footage.digests(), one);
    }
  }

  @Test
  void keepsVariableFrameRateToTheTick() throws IOException {
    long[] stamps = {0, 3003, 6007, 9999, 20000, 20001, 45000, 90000, 90001, 123456};
    Path file =
        MadeFootage.of("libopenh264", "yuv420p", 96, 64, 0)
            .at(new Rational(1, 90000), stamps)
            .write(folder.resolve("vfr.mp4"), "mp4");
    try (Footage footage = Footage.open(file);
        Footage film = Footage.open(joined(footage, 4, "joined.mp4"))) {
      assertEquals(footage.index().video().timeBase(), film.index().video().timeBase());
      long[] kept = LongStream.range(0, 10).map(i -> film.index().pts((int) i)).toArray();
      assertArrayEquals(stamps, kept);
      assertEquals(footage.index().duration(9), film.index().duration(9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg4, yuv420p, 160, 96, h264",
    "ffv1, yuv420p, 161, 97, vp9",
    "ffv1, yuv420p10le, 161, 97, av1",
    "ffv1, yuv422p, 160, 96, vp9",
    "ffv1, yuv444p, 160, 96, vp9",
    "ffv1, yuv444p10le, 160, 96, av1",
    "utvideo, gbrp, 160, 96, vp9"
  })
  void keepsUntouchedFramesAt45Decibels(
      String codec, String pixels, int width, int height, String written) throws IOException {
    Path file =
        MadeFootage.of(codec, pixels, width, height, 8)
            .tagged(
                pixels.equals("gbrp")
                    ? new Colours("pc", "gbr", "bt709", "bt709", "left")
                    : Colours.BT709)
            .write(folder.resolve("footage.mkv"), "matroska");
    try (Footage footage = Footage.open(file);
        Footage film = Footage.open(joined(footage, 5, "joined.mp4"))) {
      assertEquals(written, film.index().video().codec());
      assertEquals(width, film.index().width());
      assertEquals(height, film.index().height());
      assertEquals(footage.index().video().pixelFormat(), film.index().video().pixelFormat());
      assertEquals(
          footage.index().video().colours().matrix(), film.index().video().colours().matrix());
      assertEquals(
          footage.index().video().colours().range(), film.index().video().colours().range());
      double worst = footage.worstPsnr(film);
      assertTrue(worst >= 45, () -> worst + " dB");
    }
  }

  @ParameterizedTest
  @CsvSource({"90, 0, 1, -1, 0", "180, -1, 0, 0, -1", "270, 0, -1, 1, 0"})
  void bringsTurnedFootageUpright(int degrees, int a, int b, int c, int d) throws IOException {
    MadeFootage made = MadeFootage.of("ffv1", "yuv420p", 96, 64, 3);
    Path lying = made.write(folder.resolve("lying.mkv"), "matroska");
    Path turned =
        made.shown(a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30)
            .write(folder.resolve("turned.mkv"), "matroska");
    try (Footage plain = Footage.open(lying);
        Footage footage = Footage.open(turned);
        Footage film = Footage.open(joined(footage, 2, "upright.mp4"))) {
      assertEquals(degrees, footage.index().video().rotation());
      assertEquals(degrees == 180 ? 96 : 64, footage.index().width());
      byte[] from = plain.frames().getFirst().planes()[0];
      byte[] to = footage.frames().getFirst().planes()[0];
      // The lying picture's first sample goes to the corner that the turn says.
      int corner = degrees == 90 ? 63 : degrees == 180 ? to.length - 1 : to.length - 64;
      assertEquals(from[0], to[corner]);
      int next = degrees == 90 ? 63 + 64 : degrees == 180 ? to.length - 2 : to.length - 128;
      assertEquals(from[1], to[next]);
      assertEquals(0, film.index().video().rotation());
      assertEquals(footage.index().width(), film.index().width());
    }
  }

  @Test
  void copiesTheSoundPacketByPacket() throws IOException {
    try (Footage footage = Footage.open(MadeFootage.film(folder.resolve("film.mp4"), 96, 64, 30))) {
      Path out = joined(footage, 12, "joined.mp4");
      List<String> before = sound(folder.resolve("film.mp4"));
      assertFalse(before.isEmpty());
      assertEquals(before, sound(out));
    }
  }

  /** Stamp and content of every packet of stream 1. */
  private static List<String> sound(Path file) throws IOException {
    List<String> packets = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file);
        Demuxer demuxer = Demuxer.open(channel, file.toString())) {
      for (Optional<AVPacket> p = demuxer.next(); p.isPresent(); p = demuxer.next()) {
        if (p.get().stream_index() == 1) {
          byte[] bytes = new byte[p.get().size()];
          p.get().data().get(bytes);
          packets.add(p.get().pts() + " " + HexFormat.of().formatHex(bytes));
        }
      }
    }
    return packets;
  }

  @Test
  void cutsTheSoundWithTheRange() throws IOException {
    try (Footage footage = Footage.open(MadeFootage.film(folder.resolve("film.mp4"), 96, 64, 50))) {
      Path out = folder.resolve("part.mp4");
      JoinReport report =
          Joiner.join(
              footage.segments(folder, 20, 40, 9),
              footage.channel(),
              footage.index(),
              new JoinOptions(20, 40, Map.of("comment", "made by Likeness", "likeness.job", "7")),
              out);
      assertEquals(20, report.frames());
      assertEquals(1, report.copied().size());
      try (Footage part = Footage.open(out)) {
        assertEquals(20, part.index().frames());
        assertEquals(0, part.index().pts(0));
        assertEquals(footage.index().duration(0), part.index().duration(19));
      }
      // 0.8 s of AAC at 48 kHz are 37.5 packets of 1024 samples.
      int packets = sound(out).size();
      assertTrue(packets >= 38 && packets <= 39, () -> packets + " packets");
    }
  }

  @Test
  void givesTheSameBytesForTheSameFrames() throws IOException {
    try (Footage footage = Footage.open(MadeFootage.film(folder.resolve("film.mp4"), 96, 64, 20))) {
      byte[] first = Files.readAllBytes(joined(footage, 8, "first.mp4"));
      assertArrayEquals(first, Files.readAllBytes(joined(footage, 8, "second.mp4")));
    }
  }

  @Test
  void leavesNothingBehindWhenASegmentIsMissing() throws IOException {
    try (Footage footage = Footage.open(MadeFootage.film(folder.resolve("film.mp4"), 96, 64, 20))) {
      List<Path> segments = footage.segments(folder, 0, 20, 8);
      Path out = Files.createDirectory(folder.resolve("out")).resolve("film.mp4");
      assertThrows(
          MovieWriteException.class,
          () ->
              Joiner.join(
                  List.of(segments.get(0), segments.get(2)),
                  footage.channel(),
                  footage.index(),
                  JoinOptions.whole(footage.index()),
                  out));
      try (var left = Files.list(out.getParent())) {
        assertEquals(0, left.count());
      }
    }
  }
}
