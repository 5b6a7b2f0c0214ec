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

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One video encoder with a fixed quantiser and one thread: the same frames give the same packets,
 * and equal settings give equal codec parameters. Owns its native codec and frame until closed.
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
    FilmCodec codec() {
      return FilmCodec.of(layout, width, height);
    }

    PlaneLayout encoded() {
      return codec().encoded(layout);
    }
  }

  private final Format format;
  private final int quantiser;
  private final AVCodecContext codec;
  private final AVFrame frame;
  private final AVPacket packet;

  VideoEncoder(Format format, EncodeOptions options) {
    Ffmpeg.load();
    this.format = format;
    this.quantiser = options.quantiser();
    AVCodec encoder = avcodec_find_encoder_by_name(format.codec().encoder());
    codec = avcodec_alloc_context3(encoder);
    frame = av_frame_alloc();
    packet = av_packet_alloc();
    try {
      open(encoder, options);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(AVCodec encoder, EncodeOptions options) {
    PlaneLayout encoded = format.encoded();
    codec.width(format.width());
    codec.height(format.height());
    codec.pix_fmt(encoded.pixelFormat());
    codec.time_base(Ffmpeg.ratio(format.timeBase()));
    codec.framerate(Ffmpeg.ratio(format.frameRate()));
    codec.sample_aspect_ratio(Ffmpeg.ratio(format.sampleAspect()));
    codec.gop_size(options.keyInterval());
    codec.max_b_frames(0);
    // With more, OpenH264 frees a lock that its last thread has yet to let go, and now and then the
    // process ends with a corrupted heap.
    codec.thread_count(1);
    codec.flags(AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
    format.colours().tag(codec);
    AVDictionary dictionary = Ffmpeg.dictionary(format.codec().settings(options, format.width()));
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

  AVCodecContext codec() {
    return codec;
  }

  /** Encodes one frame; the packet is only lent to {@code out} for the call. */
  void encode(byte[][] planes, long pts, long duration, Consumer<AVPacket> out) {
    Ffmpeg.written(av_frame_make_writable(frame), "make room for a frame");
    FrameSamples.put(planes, format.layout(), format.encoded(), frame);
    frame.pts(pts);
    frame.duration(duration);
    if (format.codec() == FilmCodec.H264) {
      sendToOpenH264(new CodedDensity(planes, format.width(), format.height()));
    } else {
      Ffmpeg.written(avcodec_send_frame(codec, frame), "encode a frame");
    }
    drain(out);
  }

  private void sendToOpenH264(CodedDensity density) {
    if (density.bits(quantiser) > CodedDensity.MOST || avcodec_send_frame(codec, frame) < 0) {
      throw new MovieWriteException(
          "The frame at tick %d is too noisy to be encoded as H.264 with the quantiser %d; set the quantiser to %d or more."
              .formatted(frame.pts(), quantiser, density.fittingQuantiser(quantiser)));
    }
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
}
