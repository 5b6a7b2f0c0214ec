package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_get_media_type_string;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_reduce;

import dev.likeness.model.video.MediaRefusedException.Reason;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Makes the index of a medium: one pass over its packets, with only its first frame and its last
 * key frame's group decoded. Refuses what Likeness cannot swap faces in.
 */
public final class MediaIndexer {
  /** Longer groups are not decoded to see whether the end is whole. */
  private static final int CHECKED_TAIL = 600;

  private final SeekableByteChannel channel;
  private final String name;
  private final MediaLimits limits;
  private final StreamChecks checks;

  private MediaIndexer(SeekableByteChannel channel, String name, MediaLimits limits) {
    this.channel = channel;
    this.name = name;
    this.limits = limits;
    this.checks = new StreamChecks(name, limits);
  }

  /** As the other, where the sentences say "the footage". */
  public static MediaIndex index(SeekableByteChannel channel, MediaLimits limits) {
    return index(channel, "The footage", limits);
  }

  /**
   * Indexes the file behind the channel, which stays the caller's.
   *
   * @param displayName what the sentences of refusals call the file
   * @throws MediaRefusedException when it cannot be used
   */
  public static MediaIndex index(
      SeekableByteChannel channel, String displayName, MediaLimits limits) {
    MediaIndexer indexer = new MediaIndexer(channel, displayName, limits);
    new FileShape(channel, displayName).check();
    MediaIndex index = indexer.survey();
    indexer.checkEnd(index);
    return index;
  }

  private MediaIndex survey() {
    try (Demuxer demuxer = Demuxer.open(channel, name)) {
      if (demuxer.context().nb_streams() > limits.streams()) {
        throw new MediaRefusedException(
            Reason.TOO_MANY_STREAMS,
            "%s has %d streams, more than the %d allowed; keep only its video and sound."
                .formatted(name, demuxer.context().nb_streams(), limits.streams()));
      }
      AVStream stream = videoStream(demuxer);
      checks.stream(stream);
      demuxer.only(stream.index());
      return survey(demuxer, stream);
    }
  }

  private AVStream videoStream(Demuxer demuxer) {
    AVStream best = null;
    for (int i = 0; i < demuxer.context().nb_streams(); i++) {
      AVStream stream = demuxer.stream(i);
      boolean footage =
          stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
              && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0;
      if (footage && (best == null || pixels(stream) > pixels(best))) {
        best = stream;
      }
    }
    if (best == null) {
      throw new MediaRefusedException(
          Reason.NO_VIDEO, name + " has no video stream; give a file with moving pictures.");
    }
    return best;
  }

  private static long pixels(AVStream stream) {
    return (long) stream.codecpar().width() * stream.codecpar().height();
  }

  private MediaIndex survey(Demuxer demuxer, AVStream stream) {
    FrameSurvey packets = new FrameSurvey();
    Optional<VideoFacts> facts = Optional.empty();
    try (FrameDecoder decoder = decoder(stream, 1)) {
      for (Optional<AVPacket> packet = demuxer.next();
          packet.isPresent();
          packet = demuxer.next()) {
        AVPacket coded = packet.get();
        if (coded.stream_index() == stream.index()) {
          add(coded, packets);
          if (facts.isEmpty()) {
            decoder.send(coded);
            facts = decoder.receive().map(frame -> facts(demuxer, stream, frame));
          }
        }
      }
      if (facts.isEmpty()) {
        decoder.drain();
        facts = decoder.receive().map(frame -> facts(demuxer, stream, frame));
      }
    }
    VideoFacts found =
        facts.orElseThrow(
            () ->
                new MediaRefusedException(
                    Reason.DAMAGED,
                    "No frame of %s can be decoded; make the file again from its source."
                        .formatted(name)));
    checkComplete(demuxer, stream, packets);
    return index(demuxer, found, packets);
  }

  private FrameDecoder decoder(AVStream stream, int threads) {
    long pixels = Math.max(1 << 20, (long) limits.maxWidth() * limits.maxHeight());
    return new FrameDecoder(stream, threads, pixels, name);
  }

  private void add(AVPacket packet, FrameSurvey packets) {
    checks.packet(packet);
    if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
      return; // cut away by the edit list: decoded, never shown
    }
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0 && packets.count() == 0) {
      return; // a recording that was joined late
    }
    packets.add(packet.pts(), packet.duration(), (packet.flags() & AV_PKT_FLAG_KEY) != 0);
    if (packets.count() > limits.frames()) {
      throw tooLong("more than " + limits.frames() + " frames");
    }
  }

  private MediaRefusedException tooLong(String what) {
    return new MediaRefusedException(
        Reason.TOO_LONG, name + " has " + what + "; cut it into parts first.");
  }

  /** MP4 says how many frames there are; fewer packets mean that the file ends early. */
  private void checkComplete(Demuxer demuxer, AVStream stream, FrameSurvey packets) {
    boolean counted = demuxer.container().startsWith("mov");
    if (packets.count() == 0 || (counted && demuxer.packets() < stream.nb_frames())) {
      throw new MediaRefusedException(
          Reason.TRUNCATED,
          "%s is cut off: %d of its %d frames are there; copy it again from its source."
              .formatted(name, packets.count(), stream.nb_frames()));
    }
  }

  private MediaIndex index(Demuxer demuxer, VideoFacts facts, FrameSurvey packets) {
    boolean usable = packets.stampsAreUsable();
    long nominal = nominalTicks(facts);
    FrameSurvey survey = packets;
    // Old VP8 has packets that are never shown: only the decoder knows which.
    if (!usable || facts.codec().equals("vp8")) {
      survey = decodeAll(facts);
      if (!usable) {
        survey.straighten(nominal);
      }
    }
    FrameTable table = survey.table(nominal);
    Rational average = averageRate(table, facts.timeBase());
    VideoFacts complete = facts.counted(average, !usable);
    double seconds = table.count() / average.value();
    if (seconds > limits.duration().toSeconds()) {
      throw tooLong(
          "%.0f s, more than the %d s allowed".formatted(seconds, limits.duration().toSeconds()));
    }
    return new MediaIndex(
        demuxer.container(), size(), complete, otherStreams(demuxer, facts.stream()), table);
  }

  private static long nominalTicks(VideoFacts facts) {
    return Math.max(1, Math.round(1 / (facts.nominalRate().value() * facts.timeBase().value())));
  }

  private FrameSurvey decodeAll(VideoFacts facts) {
    FrameSurvey frames = new FrameSurvey();
    try (Demuxer again = Demuxer.open(channel, name);
        FrameDecoder decoder = decoder(again.stream(facts.stream()), 2)) {
      again.only(facts.stream());
      Optional<AVPacket> packet;
      do {
        packet = again.next().filter(p -> p.stream_index() == facts.stream());
        packet.ifPresentOrElse(decoder::send, decoder::drain);
        for (Optional<AVFrame> frame = decoder.receive();
            frame.isPresent();
            frame = decoder.receive()) {
          boolean key = (frame.get().flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
          frames.add(
              FrameDecoder.stamp(frame.get()), frame.get().duration(), key || frames.count() == 0);
        }
      } while (packet.isPresent());
    }
    return frames;
  }

  private VideoFacts facts(Demuxer demuxer, AVStream stream, AVFrame frame) {
    checks.frame(frame);
    int rotation = checks.rotation(stream, frame);
    boolean turned = rotation % 180 != 0;
    Rational aspect =
        Ffmpeg.ratio(
            stream.sample_aspect_ratio(),
            Ffmpeg.ratio(frame.sample_aspect_ratio(), new Rational(0, 1)));
    Rational nominal =
        Ffmpeg.ratio(av_guess_frame_rate(demuxer.context(), stream, frame), new Rational(25, 1));
    return new VideoFacts(
        stream.index(),
        codecName(stream),
        frame.width(),
        frame.height(),
        turned ? frame.height() : frame.width(),
        turned ? frame.width() : frame.height(),
        rotation,
        Ffmpeg.text(av_get_pix_fmt_name(frame.format()), "unknown"),
        PlaneLayout.of(frame.format()).bitDepth(),
        turned ? aspect.flipped() : aspect,
        Colours.of(frame),
        Ffmpeg.ratio(stream.time_base(), new Rational(1, 1000)),
        nominal,
        nominal,
        false);
  }

  private static String codecName(AVStream stream) {
    return Ffmpeg.text(avcodec_get_name(stream.codecpar().codec_id()), "unknown");
  }

  private static Rational averageRate(FrameTable table, Rational timeBase) {
    int last = table.count() - 1;
    long ticks = table.pts(last) + table.duration(last) - table.pts(0);
    int[] num = new int[1];
    int[] den = new int[1];
    av_reduce(
        num,
        den,
        (long) table.count() * timeBase.den(),
        Math.max(1, ticks) * timeBase.num(),
        Integer.MAX_VALUE);
    return new Rational(Math.max(1, num[0]), Math.max(1, den[0]));
  }

  private List<OtherStream> otherStreams(Demuxer demuxer, int video) {
    List<OtherStream> others = new ArrayList<>();
    for (int i = 0; i < demuxer.context().nb_streams(); i++) {
      if (i != video) {
        AVStream stream = demuxer.stream(i);
        AVDictionaryEntry language = av_dict_get(stream.metadata(), "language", null, 0);
        others.add(
            new OtherStream(
                i,
                Ffmpeg.text(av_get_media_type_string(stream.codecpar().codec_type()), "unknown"),
                codecName(stream),
                language == null || language.isNull()
                    ? Optional.empty()
                    : Optional.of(language.value().getString())));
      }
    }
    return others;
  }

  private long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw new MediaRefusedException(
          Reason.UNREADABLE, name + " cannot be read (" + e.getMessage() + "); check the file.");
    }
  }

  /** A file cut in the middle has frames at its end that do not decode. */
  private void checkEnd(MediaIndex index) {
    int key = index.table().keyBefore(index.frames() - 1);
    int from = index.video().countedFromStart() ? index.frames() : key;
    if (index.frames() - from > CHECKED_TAIL) {
      return;
    }
    try (FrameReader reader = FrameReader.open(channel, index, from, index.frames())) {
      while (reader.next().isPresent()) {
        // decoding is the check
      }
    } catch (MediaRefusedException e) {
      throw new MediaRefusedException(
          e.reason(), "The end of %s is damaged or cut off (%s)".formatted(name, e.getMessage()));
    }
  }
}
