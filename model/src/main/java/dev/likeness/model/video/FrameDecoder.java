package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.likeness.model.video.MediaRefusedException.Reason;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes one stream's packets; owns its native codec and the one frame it lends. */
final class FrameDecoder implements AutoCloseable {
  private final AVCodecContext codec;
  private final AVFrame frame = av_frame_alloc();

  /**
   * @param maxPixels the codec refuses larger frames before it makes room for them
   */
  FrameDecoder(AVStream stream, int threads, long maxPixels, String name) {
    AVCodec decoder = avcodec_find_decoder(stream.codecpar().codec_id());
    if (decoder == null || decoder.isNull()) {
      throw new MediaRefusedException(
          Reason.UNSUPPORTED,
          "The video in %s is coded as %s, which cannot be decoded here; convert it to H.264 first."
              .formatted(name, avcodec_get_name(stream.codecpar().codec_id()).getString()));
    }
    codec = avcodec_alloc_context3(decoder);
    avcodec_parameters_to_context(codec, stream.codecpar());
    codec.pkt_timebase(stream.time_base());
    codec.thread_count(threads);
    codec.flags(codec.flags() | AV_CODEC_FLAG_BITEXACT);
    codec.max_pixels(maxPixels);
    int code = avcodec_open2(codec, decoder, (AVDictionary) null);
    if (code < 0) {
      close();
      throw new MediaRefusedException(
          Reason.DAMAGED,
          "The video in %s cannot be decoded (%s); make the file again from its source."
              .formatted(name, Ffmpeg.errorText(code)));
    }
  }

  /**
   * Offers a packet. What the codec cannot decode it leaves out: who needs that frame misses it.
   */
  void send(AVPacket packet) {
    avcodec_send_packet(codec, packet);
  }

  /** No more packets: the frames still inside come out. */
  void drain() {
    avcodec_send_packet(codec, null);
  }

  /** Forgets everything, after a jump in the file. */
  void flush() {
    avcodec_flush_buffers(codec);
  }

  /** The next frame, lent until the next call; empty when the codec wants packets or has ended. */
  Optional<AVFrame> receive() {
    return avcodec_receive_frame(codec, frame) < 0 ? Optional.empty() : Optional.of(frame);
  }

  /** The frame's time stamp in the stream's ticks, by the codec's best guess where it has none. */
  static long stamp(AVFrame frame) {
    return frame.pts() == Ffmpeg.NO_STAMP ? frame.best_effort_timestamp() : frame.pts();
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(codec);
  }
}
