package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import dev.likeness.model.image.Picture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** Footage as other programs make it: any codec, any stamps, any tags, one moving pattern. */
@SuppressWarnings("ArrayRecordComponent") // a recipe, never compared
record MadeFootage(
    String codec,
    String pixels,
    int width,
    int height,
    Rational timeBase,
    long[] pts,
    Colours colours,
    Consumer<AVCodecContext> codecSettings,
    Map<String, String> codecOptions,
    Map<String, String> containerOptions,
    Optional<int[]> displayMatrix,
    int frameFlags) {

  static MadeFootage of(String codec, String pixels, int width, int height, int frames) {
    return new MadeFootage(
        codec,
        pixels,
        width,
        height,
        new Rational(1, 12800),
        LongStream.range(0, frames).map(i -> 512 * i).toArray(),
        Colours.BT709,
        c -> {},
        Map.of(),
        Map.of(),
        Optional.empty(),
        0);
  }

  MadeFootage at(Rational base, long... stamps) {
    return new MadeFootage(
        codec,
        pixels,
        width,
        height,
        base,
        stamps,
        colours,
        codecSettings,
        codecOptions,
        containerOptions,
        displayMatrix,
        frameFlags);
  }

  MadeFootage tagged(Colours tags) {
    return new MadeFootage(
        codec,
        pixels,
        width,
        height,
        timeBase,
        pts,
        tags,
        codecSettings,
        codecOptions,
        containerOptions,
        displayMatrix,
        frameFlags);
  }

  MadeFootage codec(Map<String, String> options, Consumer<AVCodecContext> settings) {
    return new MadeFootage(
        codec,
        pixels,
        width,
        height,
        timeBase,
        pts,
        colours,
        settings,
        options,
        containerOptions,
        displayMatrix,
        frameFlags);
  }

  MadeFootage container(Map<String, String> options) {
    return new MadeFootage(
        codec,
        pixels,
        width,
        height,
        timeBase,
        pts,
        colours,
        codecSettings,
        codecOptions,
        options,
        displayMatrix,
        frameFlags);
  }

  MadeFootage shown(int... matrix) {
    return new MadeFootage(
        codec,
        pixels,
        width,
        height,
        timeBase,
        pts,
        colours,
        codecSettings,
        codecOptions,
        containerOptions,
        Optional.of(matrix),
        frameFlags);
  }

  MadeFootage flagged(int flags) {
    return new MadeFootage(
        codec,
        pixels,
        width,
        height,
        timeBase,
        pts,
        colours,
        codecSettings,
        codecOptions,
        containerOptions,
        displayMatrix,
        flags);
  }

  Path write(Path out, String container) {
    Ffmpeg.load();
    AVCodec encoder = avcodec_find_encoder_by_name(codec);
    AVCodecContext context = avcodec_alloc_context3(encoder);
    AVFrame frame = av_frame_alloc();
    AVPacket packet = av_packet_alloc();
    try (Muxer muxer = new Muxer(out, container)) {
      context.width(width);
      context.height(height);
      context.pix_fmt(av_get_pix_fmt(pixels));
      context.time_base(Ffmpeg.ratio(timeBase));
      context.framerate(Ffmpeg.ratio(new Rational(25, 1)));
      context.gop_size(10);
      context.thread_count(1);
      context.bit_rate(4_000_000);
      context.flags(AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
      colours.tag(context);
      codecSettings.accept(context);
      AVDictionary options = Ffmpeg.dictionary(codecOptions);
      Ffmpeg.written(avcodec_open2(context, encoder, options), "open " + codec);
      av_dict_free(options);
      AVStream stream = muxer.addStream(context);
      displayMatrix.ifPresent(matrix -> attach(stream, matrix));
      muxer.begin(containerOptions);
      frame.width(width);
      frame.height(height);
      frame.format(context.pix_fmt());
      frame.flags(frameFlags);
      colours.tag(frame);
      Ffmpeg.written(av_frame_get_buffer(frame, 0), "make room");
      for (int i = 0; i <= pts.length; i++) {
        if (i < pts.length) {
          av_frame_make_writable(frame);
          fill(frame, i);
          frame.pts(pts[i]);
          Ffmpeg.written(avcodec_send_frame(context, frame), "encode");
        } else {
          Ffmpeg.written(avcodec_send_frame(context, null), "encode");
        }
        while (avcodec_receive_packet(context, packet) == 0) {
          packet.stream_index(stream.index());
          av_packet_rescale_ts(packet, context.time_base(), stream.time_base());
          muxer.write(packet);
        }
      }
      muxer.finish();
    } finally {
      av_packet_free(packet);
      av_frame_free(frame);
      avcodec_free_context(context);
    }
    return out;
  }

  private static void attach(AVStream stream, int[] matrix) {
    try (AVPacketSideData list = new AVPacketSideData(stream.codecpar().coded_side_data());
        IntPointer count = new IntPointer(1)) {
      count.put(stream.codecpar().nb_coded_side_data());
      AVPacketSideData side =
          av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
      new IntPointer(side.data()).put(matrix);
      stream.codecpar().coded_side_data(list);
      stream.codecpar().nb_coded_side_data(count.get());
    }
  }

  /** Waves that move, with a little grain: every frame differs from every other. */
  private void fill(AVFrame frame, int t) {
    PlaneLayout layout = PlaneLayout.of(frame.format());
    Random grain = new Random(t);
    for (int plane = 0; plane < layout.planes(); plane++) {
      int columns = layout.planeWidth(plane, width);
      BytePointer data = frame.data(plane);
      for (int y = 0; y < layout.planeHeight(plane, height); y++) {
        for (int x = 0; x < columns; x++) {
          double wave = Math.sin((x + 3 * t) / 9.0 + plane) + Math.cos(y / 7.0 - t / 5.0);
          int value =
              (int) ((110 + 40 * wave + 2 * grain.nextGaussian()) * (1 << (layout.bitDepth() - 8)));
          long at = (long) y * frame.linesize(plane) + (long) x * layout.sampleBytes();
          data.put(at, (byte) value);
          if (layout.sampleBytes() == 2) {
            data.put(at + 1, (byte) (value >> 8));
          }
        }
      }
    }
  }

  /** A picture of the same kind, for films that {@link MovieWriter} makes. */
  static Picture picture(int width, int height, int t) {
    byte[] rgb = new byte[3 * width * height];
    Random grain = new Random(t);
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double wave = Math.sin((x + 3 * t) / 13.0 + i % 3) + Math.cos(y / 11.0 - t / 5.0);
      rgb[i] = (byte) (120 + 45 * wave + 2 * grain.nextGaussian());
    }
    return new Picture(width, height, rgb);
  }

  /** A film with stereo sound at 25 frames per second. */
  static Path film(Path out, int width, int height, int frames) {
    float[] samples = new float[2 * 48000 * frames / 25];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(i * 0.02) + 0.1 * Math.sin(i * 0.0007));
    }
    try (MovieWriter writer =
        MovieWriter.open(
            out,
            width,
            height,
            25,
            1,
            new EncodeOptions(14, 120),
            Optional.of(new AudioTrack(48000, 2, samples)))) {
      for (int t = 0; t < frames; t++) {
        writer.write(picture(width, height, t));
      }
      writer.finish();
    }
    return out;
  }
}
