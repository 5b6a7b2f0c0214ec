package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Encodes frames of one medium into a segment (a NUT file) that starts with a key frame and leans
 * on nothing before it. Segments of one medium with equal options have equal codec parameters, so
 * that {@link Joiner} puts them together as they are. The same frames give the same bytes.
 */
public final class SegmentEncoder implements AutoCloseable {
  private final NativeOwner owned;
  private final MediaIndex index;
  private final VideoEncoder.Format format;
  private final Muxer muxer;
  private final VideoEncoder encoder;
  private final AVStream stream;

  private SegmentEncoder(Path out, MediaIndex index, EncodeOptions options, NativeOwner owned) {
    this.owned = owned;
    this.index = index;
    this.format = format(index);
    encoder = owned.add(new VideoEncoder(format, options), VideoEncoder::close);
    muxer = owned.add(new Muxer(out, "nut"), Muxer::close);
    stream = muxer.addStream(encoder.codec());
    muxer.begin(Map.of());
  }

  /**
   * Starts a segment of any part of the medium.
   *
   * @throws MovieWriteException when the path cannot be written
   */
  public static SegmentEncoder open(Path out, MediaIndex index, EncodeOptions options) {
    NativeOwner owned = new NativeOwner();
    try {
      return new SegmentEncoder(out, index, options, owned);
    } catch (RuntimeException e) {
      owned.close();
      throw e;
    }
  }

  /**
   * {@code h264}, {@code vp9} or {@code av1}: which codec films of this medium are encoded with.
   */
  public static String codec(MediaIndex index) {
    return format(index).codec().name().toLowerCase(Locale.ROOT);
  }

  static VideoEncoder.Format format(MediaIndex index) {
    VideoFacts video = index.video();
    FrameFormat frames = FrameFormat.of(index);
    Colours colours =
        switch (frames.layout().kind()) {
          case YUV -> frames.colours();
          case GBR -> frames.convertedColours();
          case GRAY -> frames.colours().withRange(frames.convertedColours().range());
        };
    return new VideoEncoder.Format(
        index.width(),
        index.height(),
        frames.layout(),
        colours,
        video.timeBase(),
        video.sampleAspect(),
        rate(video));
  }

  /** A hint for the codec's level only; absurd rates would make it refuse. */
  private static Rational rate(VideoFacts video) {
    double rate = video.averageRate().value();
    return rate >= 1 && rate <= 120 ? video.averageRate() : new Rational(30, 1);
  }

  /** Appends one frame with its own stamp; frames come in rising order. */
  public void write(Frame frame) {
    encoder.encode(frame.planes(), frame.pts(), index.duration(frame.ordinal()), this::put);
  }

  private void put(AVPacket packet) {
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, Ffmpeg.ratio(format.timeBase()), stream.time_base());
    muxer.write(packet);
  }

  /** Writes what is left and gives the segment its name; without it there is none. */
  public void finish() {
    encoder.finish(this::put);
    muxer.finish();
  }

  @Override
  public void close() {
    owned.close();
  }
}
