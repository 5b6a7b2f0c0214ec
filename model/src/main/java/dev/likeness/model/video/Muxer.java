package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * One file being written, bit-exact: no dates, no version strings. It grows under another name
 * beside its own, which it gets by {@link #finish}; closed before that, it is gone.
 */
final class Muxer implements AutoCloseable {
  private final Path out;
  private final Path unfinished;
  private final AVFormatContext context = new AVFormatContext(null);
  private final AVIOContext file = new AVIOContext(null);

  Muxer(Path out, String container) {
    Ffmpeg.load();
    this.out = out;
    Path place = out.toAbsolutePath();
    unfinished =
        place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
    String url = "file:" + unfinished;
    Ffmpeg.written(
        avformat_alloc_output_context2(context, null, container, url), "write " + container);
    context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    try {
      Ffmpeg.written(avio_open(file, url, AVIO_FLAG_WRITE), "write to " + out);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    context.pb(file);
  }

  boolean isMatroska() {
    return context.oformat().name().getString().startsWith("matroska");
  }

  AVFormatContext context() {
    return context;
  }

  AVStream addStream() {
    return avformat_new_stream(context, null);
  }

  AVStream addStream(AVCodecContext codec) {
    AVStream stream = addStream();
    Ffmpeg.written(avcodec_parameters_from_context(stream.codecpar(), codec), "write to " + out);
    stream.time_base(codec.time_base());
    stream.avg_frame_rate(codec.framerate());
    stream.sample_aspect_ratio(codec.sample_aspect_ratio());
    return stream;
  }

  void begin(Map<String, String> options) {
    AVDictionary dictionary = Ffmpeg.dictionary(options);
    try {
      Ffmpeg.written(avformat_write_header(context, dictionary), "write to " + out);
    } finally {
      av_dict_free(dictionary);
    }
  }

  /** Takes the packet's reference; its stream index and stamps are set already. */
  void write(AVPacket packet) {
    Ffmpeg.written(av_interleaved_write_frame(context, packet), "write to " + out);
  }

  /** Completes the file and gives it its name, in place of what had it before. */
  void finish() {
    Ffmpeg.written(av_write_trailer(context), "write to " + out);
    int code = Math.min(file.error(), 0);
    Ffmpeg.written(Math.min(code, closeFile()), "write to " + out);
    try {
      Files.move(
          unfinished, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new MovieWriteException("Cannot write to " + out + ": " + e.getMessage(), e);
    }
  }

  private int closeFile() {
    if (file.isNull()) {
      return 0;
    }
    context.pb(null);
    return avio_closep(file);
  }

  @Override
  public void close() {
    closeFile();
    avformat_free_context(context);
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new MovieWriteException("Cannot remove the unfinished " + unfinished, e);
    }
  }
}
