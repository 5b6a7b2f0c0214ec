package dev.likeness.model.video;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** The video packets of segments one after the other; one segment is open at a time. */
final class SegmentPackets implements AutoCloseable {
  private final Iterator<Path> rest;
  private Open open;
  private final byte[] header;

  private record Open(Path path, FileChannel channel, Demuxer demuxer) implements AutoCloseable {
    static Open of(Path path) {
      try {
        FileChannel channel = FileChannel.open(path);
        try {
          return new Open(path, channel, Demuxer.open(channel, "The segment " + path));
        } catch (RuntimeException e) {
          channel.close();
          throw e;
        }
      } catch (IOException e) {
        throw new MovieWriteException("Cannot read the segment " + path + ": " + e.getMessage(), e);
      }
    }

    AVStream stream() {
      return demuxer.stream(0);
    }

    @Override
    public void close() {
      try (channel) {
        demuxer.close();
      } catch (IOException e) {
        throw new MovieWriteException("Cannot close the segment " + path, e);
      }
    }
  }

  SegmentPackets(List<Path> segments) {
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("A film of no segments is none.");
    }
    rest = segments.iterator();
    open = Open.of(rest.next());
    header = header(open.stream().codecpar());
  }

  /** Of the first segment, and so of all. */
  AVStream stream() {
    return open.stream();
  }

  /** Lent until the next call; empty after the last segment. */
  Optional<AVPacket> next() {
    Optional<AVPacket> packet = open.demuxer().next();
    while (packet.isEmpty() && rest.hasNext()) {
      Path path = rest.next();
      open.close();
      open = Open.of(path);
      if (!Arrays.equals(header, header(open.stream().codecpar()))) {
        throw new MovieWriteException(
            "The segment " + path + " was encoded with other settings than the ones before it.");
      }
      packet = open.demuxer().next();
    }
    return packet;
  }

  private static byte[] header(AVCodecParameters coded) {
    byte[] bytes = new byte[coded.extradata_size()];
    if (bytes.length > 0) {
      coded.extradata().get(bytes);
    }
    return bytes;
  }

  @Override
  public void close() {
    open.close();
  }
}
