package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One video encoder with a fixed quantiser and fixed threads: the same frames give the same
 * packets, and equal settings give equal codec parameters. OpenH264 where it can hold the picture,
 * VP9 for everything else. Owns its native codec and frame until closed.
 */
final class VideoEncoder implements AutoCloseable {
  /** What is encoded; the layout is the frames', which the encoder may have to widen. */
  record Format(
      int width,
      int height,
      PlaneLayout layout,
      Colours colours,
      Rational timeBase,
      Rational sampleAspect,
      Rational frameRate) {
    boolean fitsOpenH264() {
      return layout.equals(PlaneLayout.YUV420)
          && width % 2 == 0
          && height % 2 == 0
          && width >= 16
          && height >= 16
          && width <= 3840
          && height <= 2160;
    }

    /** What the codec takes: VP9 has no gray and only 8, 10 and 12 bits. */
    PlaneLayout encoded() {
      int depth = layout.bitDepth() == 8 ? 8 : layout.bitDepth() <= 10 ? 10 : 12;
      return switch (layout.kind()) {
        case GRAY -> new PlaneLayout(PlaneLayout.Kind.YUV, 1, 1, depth);
        case YUV, GBR -> new PlaneLayout(layout.kind(), layout.shiftX(), layout.shiftY(), depth);
      };
    }
  }

  private final Format format;
  private final AVCodecContext codec;
  private final AVFrame frame;
  private final AVPacket packet;

  VideoEncoder(Format format, EncodeOptions options) {
    Ffmpeg.load();
    this.format = format;
    boolean openH264 = format.fitsOpenH264();
    AVCodec encoder = avcodec_find_encoder_by_name(openH264 ? "libopenh264" : "libvpx-vp9");
    codec = avcodec_alloc_context3(encoder);
    frame = av_frame_alloc();
    packet = av_packet_alloc();
    try {
      open(encoder, openH264 ? openH264(options) : vp9(format, options), options);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(AVCodec encoder, Map<String, String> settings, EncodeOptions options) {
    PlaneLayout encoded = format.encoded();
    codec.width(format.width());
    codec.height(format.height());
    codec.pix_fmt(encoded.pixelFormat());
    codec.time_base(Ffmpeg.ratio(format.timeBase()));
    codec.framerate(Ffmpeg.ratio(format.frameRate()));
    codec.sample_aspect_ratio(Ffmpeg.ratio(format.sampleAspect()));
    codec.gop_size(options.keyInterval());
    codec.max_b_frames(0);
    codec.thread_count(options.threads());
    codec.flags(AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
    format.colours().tag(codec);
    AVDictionary dictionary = Ffmpeg.dictionary(settings);
    try {
      Ffmpeg.written(
          avcodec_open2(codec, encoder, dictionary),
          "start the encoder for " + format.width() + " x " + format.height());
    } finally {
      av_dict_free(dictionary);
    }
    frame.width(format.width());
    frame.height(format.height());
    frame.format(encoded.pixelFormat());
    format.colours().tag(frame);
    Ffmpeg.written(av_frame_get_buffer(frame, 0), "make room for a frame");
  }

  private static Map<String, String> openH264(EncodeOptions options) {
    String quantiser = Integer.toString(options.quantiser());
    return new HashMap<>(
        Map.of(
            "rc_mode", "quality",
            "qmin", quantiser,
            "qmax", quantiser,
            "b", "200000000",
            "allow_skip_frames", "0",
            "coder", "cabac",
            "slices", Integer.toString(options.threads())));
  }

  private static Map<String, String> vp9(Format format, EncodeOptions options) {
    // VP9's 0 to 63 walks its steps about linearly in their logarithm; these meet at equal steps.
    String quantiser = Integer.toString(Math.clamp(Math.round(options.quantiser() * 0.4), 0, 63));
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "qmin", quantiser,
                "qmax", quantiser,
                "crf", quantiser,
                "b", "0",
                "lag-in-frames", "0",
                "auto-alt-ref", "0",
                "row-mt", "0",
                "deadline", "good",
                "cpu-used", "5"));
    settings.put("tile-columns", format.width() >= 512 ? "1" : "0");
    return settings;
  }

  AVCodecContext codec() {
    return codec;
  }

  /** Encodes one frame; the packet is only lent to {@code out} for the call. */
  void encode(byte[][] planes, long pts, long duration, Consumer<AVPacket> out) {
    Ffmpeg.written(av_frame_make_writable(frame), "make room for a frame");
    FrameSamples.put(planes, format.layout(), format.encoded(), frame);
    frame.pts(pts);
    frame.duration(duration);
    Ffmpeg.written(avcodec_send_frame(codec, frame), "encode a frame");
    drain(out);
  }

  void finish(Consumer<AVPacket> out) {
    Ffmpeg.written(avcodec_send_frame(codec, null), "finish encoding");
    drain(out);
  }

  private void drain(Consumer<AVPacket> out) {
    while (true) {
      int code = avcodec_receive_packet(codec, packet);
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF()) {
        return;
      }
      Ffmpeg.written(code, "encode a frame");
      out.accept(packet);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(codec);
  }

  /** The codec's name for reports: {@code h264} or {@code vp9}. */
  static String codecName(Format format) {
    return format.fitsOpenH264() ? "h264" : "vp9";
  }

  static Optional<Rational> positive(Rational rate) {
    return rate.value() > 0 ? Optional.of(rate) : Optional.empty();
  }
}
