package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's only way to the bytes: reads and seeks on a channel, which stays the caller's. Keeps the
 * callbacks alive as long as native code may call them.
 */
final class ChannelSource implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int SEEK_CUR = 1;
  private static final int SEEK_END = 2;
  private static final int SEEK_FORCE = 0x20000;

  // JavaCPP has room for ten callbacks of a kind in a process, so that one pair serves every open
  // file; C gives back only the address it was opened with, which finds the file here.
  private static final Map<Long, ChannelSource> OPEN = new ConcurrentHashMap<>();
  private static final Read READ = new Read();
  private static final Seek SEEK = new Seek();

  private final SeekableByteChannel channel;
  private final Pointer token = av_malloc(1);
  private final AVIOContext context;
  private @Nullable IOException failure;

  ChannelSource(SeekableByteChannel channel) {
    Ffmpeg.load();
    this.channel = channel;
    OPEN.put(token.address(), this);
    BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
    context = avio_alloc_context(buffer, BUFFER_BYTES, 0, token, READ, null, SEEK);
  }

  AVIOContext context() {
    return context;
  }

  /** What went wrong below FFmpeg, which itself only hears "input/output error". */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  private int read(BytePointer buffer, int size) throws IOException {
    int count = channel.read(buffer.capacity(size).asByteBuffer());
    return count > 0 ? count : AVERROR_EOF();
  }

  private long seek(long offset, int whence) throws IOException {
    int origin = whence & ~SEEK_FORCE;
    if (origin == AVSEEK_SIZE) {
      return channel.size();
    }
    long base = origin == SEEK_CUR ? channel.position() : origin == SEEK_END ? channel.size() : 0;
    return base + offset < 0 ? AVERROR_EIO() : channel.position(base + offset).position();
  }

  private int failed(Exception e) {
    failure = e instanceof IOException io ? io : new IOException(e);
    return AVERROR_EIO();
  }

  @Override
  public void close() {
    av_free(context.buffer());
    avio_context_free(context);
    OPEN.remove(token.address());
    av_free(token);
  }

  private static final class Read extends Read_packet_Pointer_BytePointer_int {
    private static final long serialVersionUID = 1;

    @Override
    public int call(Pointer opaque, BytePointer buffer, int size) {
      ChannelSource source = OPEN.get(opaque.address());
      if (source == null) {
        return AVERROR_EIO();
      }
      try {
        return source.read(buffer, size);
      } catch (IOException | RuntimeException e) {
        return source.failed(e); // nothing may unwind through C
      }
    }
  }

  private static final class Seek extends Seek_Pointer_long_int {
    private static final long serialVersionUID = 1;

    @Override
    public long call(Pointer opaque, long offset, int whence) {
      ChannelSource source = OPEN.get(opaque.address());
      if (source == null) {
        return AVERROR_EIO();
      }
      try {
        return source.seek(offset, whence);
      } catch (IOException | RuntimeException e) {
        return source.failed(e);
      }
    }
  }
}
