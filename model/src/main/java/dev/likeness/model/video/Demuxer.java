package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import dev.likeness.model.video.MediaRefusedException.Reason;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An opened container: streams and packets. Only containers that hold their own data are known to
 * it, and no protocol at all, so that a hostile file cannot make it open anything else.
 */
final class Demuxer implements AutoCloseable {
  private static final Set<String> CONTAINERS =
      Set.of(
          "mov,mp4,m4a,3gp,3g2,mj2",
          "matroska,webm",
          "avi",
          "mpegts",
          "mpeg",
          "mpegvideo",
          "flv",
          "ogg",
          "nut",
          "asf",
          "mxf",
          "ivf",
          "h264",
          "hevc",
          "yuv4mpegpipe",
          "gif",
          "apng",
          "wav",
          "mp3",
          "aac",
          "flac",
          "png_pipe",
          "jpeg_pipe",
          "webp_pipe",
          "bmp_pipe",
          "tiff_pipe");

  private final ChannelSource source;
  private final AVFormatContext context;
  private final AVPacket packet = av_packet_alloc();
  private final String name;
  private long packets;

  private Demuxer(ChannelSource source, AVFormatContext context, String name) {
    this.source = source;
    this.context = context;
    this.name = name;
  }

  /**
   * @param name the footage's name in sentences
   * @throws MediaRefusedException when the bytes are not footage
   */
  static Demuxer open(SeekableByteChannel channel, String name) {
    rewind(channel, name);
    ChannelSource source = new ChannelSource(channel);
    AVFormatContext context = avformat_alloc_context();
    context.pb(source.context());
    context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    Demuxer demuxer = new Demuxer(source, context, name);
    AVDictionary options =
        Ffmpeg.dictionary(
            Map.of(
                "format_whitelist", String.join(",", CONTAINERS),
                "protocol_whitelist", "none",
                "enable_drefs", "0",
                "use_absolute_path", "0"));
    try {
      demuxer.check(avformat_open_input(context, (String) null, null, options), "opened");
      demuxer.check(avformat_find_stream_info(context, (PointerPointer<?>) null), "opened");
      return demuxer;
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    } finally {
      av_dict_free(options);
    }
  }

  private static void rewind(SeekableByteChannel channel, String name) {
    try {
      channel.position(0);
    } catch (IOException e) {
      throw new MediaRefusedException(
          Reason.UNREADABLE,
          name + " cannot be read (" + e.getMessage() + "); check the file and its permissions.");
    }
  }

  AVFormatContext context() {
    return context;
  }

  /** FFmpeg's name of the container, {@code mov,mp4,m4a,3gp,3g2,mj2} among others. */
  String container() {
    return context.iformat().name().getString();
  }

  /** How many packets of all streams that are not skipped have been read. */
  long packets() {
    return packets;
  }

  AVStream stream(int index) {
    return context.streams(index);
  }

  /** Skips the packets of every stream but this one. */
  void only(int index) {
    for (int other = 0; other < context.nb_streams(); other++) {
      stream(other).discard(other == index ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
    }
  }

  /** The next packet, lent until the next call; empty at the end. */
  Optional<AVPacket> next() {
    av_packet_unref(packet);
    int code = av_read_frame(context, packet);
    if (code == AVERROR_EOF()) {
      source.failure().ifPresent(e -> check(-1, "read"));
      return Optional.empty();
    }
    check(code, "read");
    packets++;
    return Optional.of(packet);
  }

  private void check(int code, String done) {
    if (code >= 0) {
      return;
    }
    source
        .failure()
        .ifPresent(
            e -> {
              throw new MediaRefusedException(
                  Reason.UNREADABLE,
                  name + " cannot be read to its end (" + e.getMessage() + "); check the file.");
            });
    boolean opening = done.equals("opened");
    if (opening && code == AVERROR_INVALIDDATA()) {
      throw new MediaRefusedException(
          Reason.NOT_MEDIA,
          name + " is not a video file that can be read; give an MP4, MOV, MKV, WebM or AVI file.");
    }
    throw new MediaRefusedException(
        opening ? Reason.NOT_MEDIA : Reason.TRUNCATED,
        name
            + " cannot be "
            + done
            + " as a video ("
            + Ffmpeg.errorText(code)
            + "); check that it was copied completely.");
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avformat_close_input(context);
    source.close();
  }
}
