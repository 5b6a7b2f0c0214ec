package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** One film on its way from segments and original into a file; owns all three until closed. */
final class FilmAssembly implements AutoCloseable {
  private final NativeOwner owned;
  private final MediaIndex index;
  private final JoinOptions options;
  private final Path out;
  private final SegmentPackets segments;
  private final Demuxer original;
  private final Muxer muxer;
  private final AVStream video;
  private final CarriedStreams carried;
  private final AVRational timeBase;
  private final long origin;
  private int ordinal;

  private FilmAssembly(
      List<Path> segmentFiles,
      SeekableByteChannel channel,
      MediaIndex index,
      JoinOptions options,
      Path out,
      String container,
      NativeOwner owned) {
    this.owned = owned;
    this.index = index;
    this.options = options;
    this.out = out;
    this.timeBase = Ffmpeg.ratio(index.video().timeBase());
    this.ordinal = options.from();
    segments = owned.add(new SegmentPackets(segmentFiles), SegmentPackets::close);
    original = owned.add(Demuxer.open(channel, "The original"), Demuxer::close);
    muxer = owned.add(new Muxer(out, container), Muxer::close);
    origin = origin();
    video = addVideo();
    carried = new CarriedStreams(index, original, muxer, range());
  }

  static FilmAssembly open(
      List<Path> segments,
      SeekableByteChannel original,
      MediaIndex index,
      JoinOptions options,
      Path out,
      String container) {
    NativeOwner owned = new NativeOwner();
    try {
      return new FilmAssembly(segments, original, index, options, out, container, owned);
    } catch (RuntimeException e) {
      owned.close();
      throw e;
    }
  }

  /**
   * What becomes time 0: the range's first frame, or for broadcast containers, whose clocks start
   * anywhere, the file's beginning; else nothing moves.
   */
  private long origin() {
    if (options.from() > 0) {
      return index.pts(options.from());
    }
    long start = original.context().start_time();
    boolean clock = index.container().startsWith("mpeg") && start > 0;
    return clock ? av_rescale_q(start, MICROSECONDS, timeBase) : 0;
  }

  private static final AVRational MICROSECONDS = Ffmpeg.ratio(new Rational(1, 1_000_000));

  private CarriedStreams.Range range() {
    boolean toTheEnd = options.to() == index.frames();
    return new CarriedStreams.Range(
        timeBase,
        origin,
        options.from() > 0 ? origin : Long.MIN_VALUE,
        toTheEnd ? Long.MAX_VALUE : index.pts(options.to()));
  }

  private AVStream addVideo() {
    AVStream stream = muxer.addStream();
    VideoEncoder.Format format = SegmentEncoder.format(index);
    Ffmpeg.written(
        avcodec_parameters_copy(stream.codecpar(), segments.stream().codecpar()),
        "write to " + out);
    stream.codecpar().codec_tag(0);
    format.colours().tag(stream.codecpar());
    stream.codecpar().sample_aspect_ratio(Ffmpeg.ratio(format.sampleAspect()));
    stream.sample_aspect_ratio(Ffmpeg.ratio(format.sampleAspect()));
    stream.avg_frame_rate(Ffmpeg.ratio(index.video().averageRate()));
    stream.time_base(timeBase);
    stream.disposition(original.stream(index.video().stream()).disposition());
    return stream;
  }

  JoinReport write() {
    Metadata.ofStream(original.stream(index.video().stream()), video);
    boolean foreign = Metadata.ofFile(original.context(), muxer.context(), options.metadata());
    int chapters = carried.chapters();
    muxer.begin(settings(foreign));
    Optional<AVPacket> picture = segments.next();
    Optional<AVPacket> other = carried.next();
    while (picture.isPresent() || other.isPresent()) {
      if (other.isEmpty() || (picture.isPresent() && isFirst(picture.get(), other.get()))) {
        put(picture.orElseThrow());
        picture = segments.next();
      } else {
        carried.put(other.get());
        other = carried.next();
      }
    }
    if (ordinal != options.to()) {
      throw new MovieWriteException(
          "The segments end at frame %d, but the film has frames to %d; make the missing ones."
              .formatted(ordinal, options.to()));
    }
    muxer.finish();
    return new JoinReport(
        options.to() - options.from(), bytes(), carried.copied(), carried.dropped(), chapters);
  }

  private long bytes() {
    try {
      return Files.size(out);
    } catch (IOException e) {
      throw new MovieWriteException("Cannot read " + out + ": " + e.getMessage(), e);
    }
  }

  private boolean isFirst(AVPacket picture, AVPacket other) {
    return av_compare_ts(
            picture.pts(),
            segments.stream().time_base(),
            CarriedStreams.stamp(other),
            original.stream(other.stream_index()).time_base())
        <= 0;
  }

  private void put(AVPacket packet) {
    long pts = av_rescale_q(packet.pts(), segments.stream().time_base(), timeBase);
    if (ordinal >= options.to() || pts != index.pts(ordinal)) {
      throw new MovieWriteException(
          "A segment has a frame at tick %d where frame %d of the original was expected."
              .formatted(pts, ordinal));
    }
    long stamp = av_rescale_q(pts - origin, timeBase, video.time_base());
    packet.pts(stamp);
    packet.dts(stamp);
    packet.duration(av_rescale_q(index.duration(ordinal), timeBase, video.time_base()));
    packet.stream_index(video.index());
    packet.pos(-1);
    muxer.write(packet);
    ordinal++;
  }

  /** MP4 counts in the original's own ticks, also where edit lists count in the film's. */
  private Map<String, String> settings(boolean foreignMetadata) {
    Map<String, String> settings = new HashMap<>();
    if (muxer.isMatroska()) {
      return settings;
    }
    String ticks = Integer.toString(index.video().timeBase().den());
    settings.put("movflags", "+faststart" + (foreignMetadata ? "+use_metadata_tags" : ""));
    settings.put("video_track_timescale", ticks);
    settings.put("movie_timescale", ticks);
    settings.put("avoid_negative_ts", "disabled");
    return settings;
  }

  @Override
  public void close() {
    owned.close();
  }
}
