package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Encodes one sound track as AAC at 96 kbit/s per channel into a file. Its native codec is the
 * film's to release.
 */
final class SoundEncoder {
  private final AudioTrack track;
  private final Muxer muxer;
  private final AVCodecContext codec;
  private final AVStream stream;
  private final AVFrame frame;
  private final AVPacket packet;
  private int position;

  SoundEncoder(AudioTrack track, Muxer muxer, NativeOwner owned) {
    this.track = track;
    this.muxer = muxer;
    AVCodec encoder = avcodec_find_encoder_by_name("aac");
    codec = owned.add(avcodec_alloc_context3(encoder), avcodec::avcodec_free_context);
    frame = owned.add(av_frame_alloc(), avutil::av_frame_free);
    packet = owned.add(av_packet_alloc(), avcodec::av_packet_free);
    codec.sample_fmt(AV_SAMPLE_FMT_FLTP);
    codec.sample_rate(track.sampleRate());
    av_channel_layout_default(codec.ch_layout(), track.channels());
    codec.bit_rate(96_000L * track.channels());
    codec.time_base(av_make_q(1, track.sampleRate()));
    codec.flags(AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
    Ffmpeg.written(avcodec_open2(codec, encoder, (AVDictionary) null), "start the AAC encoder");
    stream = muxer.addStream(codec);
    frame.format(AV_SAMPLE_FMT_FLTP);
    frame.sample_rate(track.sampleRate());
    frame.nb_samples(codec.frame_size());
    av_channel_layout_default(frame.ch_layout(), track.channels());
    Ffmpeg.written(av_frame_get_buffer(frame, 0), "make room for sound");
  }

  /** Encodes the blocks that begin before this second. */
  void encodeUntil(double seconds) {
    while (position < track.length() && position < seconds * track.sampleRate()) {
      encodeBlock();
    }
  }

  void finish() {
    while (position < track.length()) {
      encodeBlock();
    }
    Ffmpeg.written(avcodec_send_frame(codec, null), "finish the sound");
    drain();
  }

  private void encodeBlock() {
    int count = Math.min(codec.frame_size(), track.length() - position);
    Ffmpeg.written(av_frame_make_writable(frame), "make room for sound");
    frame.nb_samples(count);
    float[] samples = new float[count];
    for (int channel = 0; channel < track.channels(); channel++) {
      for (int i = 0; i < count; i++) {
        samples[i] = track.samples()[(position + i) * track.channels() + channel];
      }
      new FloatPointer(frame.data(channel)).put(samples);
    }
    frame.pts(position);
    position += count;
    Ffmpeg.written(avcodec_send_frame(codec, frame), "encode the sound");
    drain();
  }

  private void drain() {
    while (true) {
      int code = avcodec_receive_packet(codec, packet);
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF()) {
        return;
      }
      Ffmpeg.written(code, "encode the sound");
      packet.stream_index(stream.index());
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      muxer.write(packet);
    }
  }
}
