package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;

import dev.likeness.model.video.MediaRefusedException.Reason;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Reads a range of a medium's frames, upright and exactly as a decode from the start would give
 * them: it begins at the key frame before, counts by time stamp, and goes further back when a frame
 * does not come out. Not safe for several threads; the channel stays the caller's and is moved.
 */
public final class FrameReader implements AutoCloseable {
  /** Decoding threads when nobody says otherwise; the samples do not depend on them. */
  public static final int DEFAULT_THREADS = 2;

  private static final String NAME = "the footage";

  private final SeekableByteChannel channel;
  private final MediaIndex index;
  private final int threads;
  private final int from;
  private final int to;
  private final FrameIntake intake;
  private Input input;
  private int start;
  private int next;

  /** One opening of the file; ends together. */
  private record Input(Demuxer demuxer, FrameDecoder decoder) implements AutoCloseable {
    @Override
    public void close() {
      decoder.close();
      demuxer.close();
    }
  }

  private int counted;
  private boolean drained;
  private Optional<AVPacket> pending = Optional.empty();

  private FrameReader(
      SeekableByteChannel channel, MediaIndex index, int from, int to, int threads) {
    this.channel = channel;
    this.index = index;
    this.from = from;
    this.to = to;
    this.threads = threads;
    this.next = from;
    this.start = index.video().countedFromStart() ? 0 : index.table().keyBefore(from);
    this.input = openInput();
    this.intake = new FrameIntake(index);
    if (start > 0) {
      try {
        seekOrRewind();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  /** The frames {@code from} to {@code toExclusive - 1}, decoded by {@link #DEFAULT_THREADS}. */
  public static FrameReader open(
      SeekableByteChannel channel, MediaIndex index, int from, int toExclusive) {
    return open(channel, index, from, toExclusive, DEFAULT_THREADS);
  }

  public static FrameReader open(
      SeekableByteChannel channel, MediaIndex index, int from, int toExclusive, int threads) {
    if (from < 0 || toExclusive < from || toExclusive > index.frames()) {
      throw new IllegalArgumentException(
          "Frames %d to %d are not within the %d of the footage."
              .formatted(from, toExclusive, index.frames()));
    }
    return new FrameReader(channel, index, from, toExclusive, threads);
  }

  /**
   * The next frame in presentation order; empty after the last.
   *
   * @throws MediaRefusedException when the file's frame cannot be decoded
   */
  public Optional<Frame> next() {
    while (next < to) {
      Optional<AVFrame> decoded = input.decoder().receive();
      if (decoded.isPresent()) {
        AVFrame frame = decoded.get();
        int ordinal = ordinalOf(frame);
        if (ordinal == next && intact(frame)) {
          next++;
          return Optional.of(intake.take(frame, ordinal));
        }
        if (ordinal >= next) {
          goFurtherBack();
        }
      } else if (drained) {
        goFurtherBack();
      } else {
        feed();
      }
    }
    return Optional.empty();
  }

  private int ordinalOf(AVFrame frame) {
    return index.video().countedFromStart()
        ? counted++
        : index.table().ordinalOf(FrameDecoder.stamp(frame));
  }

  private static boolean intact(AVFrame frame) {
    return frame.decode_error_flags() == 0 && (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) == 0;
  }

  private void feed() {
    Optional<AVPacket> packet = pending.isPresent() ? pending : input.demuxer().next();
    pending = Optional.empty();
    if (packet.isEmpty()) {
      input.decoder().drain();
      drained = true;
    } else if (packet.get().stream_index() == index.video().stream()) {
      input.decoder().send(packet.get());
    }
  }

  /** A stream may need more than one key frame's distance to settle (gradual refresh). */
  private void goFurtherBack() {
    if (next > from || start == 0) {
      throw new MediaRefusedException(
          Reason.DAMAGED,
          "Frame %d of %s (at %.3f s) cannot be decoded; use the range before or after it, or repair the file."
              .formatted(next, NAME, index.seconds(next)));
    }
    start = index.table().keyBefore(start - 1);
    seekOrRewind();
  }

  private void seekOrRewind() {
    drained = false;
    pending = Optional.empty();
    input.decoder().flush();
    if (start == 0 || !seek(index.pts(start))) {
      start = 0;
      Input again = openInput();
      input.close();
      input = again;
    }
  }

  /** Stands on the last key packet at or before the stamp; false when the container cannot. */
  private boolean seek(long stamp) {
    double perSecond = 1 / index.video().timeBase().value();
    for (long seconds = 0; seconds <= 64; seconds = 4 * seconds + 1) {
      long target = stamp - Math.round(seconds * perSecond);
      int stream = index.video().stream();
      if (av_seek_frame(input.demuxer().context(), stream, target, AVSEEK_FLAG_BACKWARD) < 0) {
        return false;
      }
      Optional<AVPacket> packet = nextKeyPacket();
      if (packet.isPresent() && packet.get().pts() <= stamp) {
        pending = packet;
        return true;
      }
    }
    return false;
  }

  private Optional<AVPacket> nextKeyPacket() {
    while (true) {
      Optional<AVPacket> packet = input.demuxer().next();
      if (packet.isEmpty()
          || (packet.get().stream_index() == index.video().stream()
              && (packet.get().flags() & AV_PKT_FLAG_KEY) != 0
              && packet.get().pts() != Ffmpeg.NO_STAMP)) {
        return packet;
      }
    }
  }

  private Input openInput() {
    Demuxer demuxer = Demuxer.open(channel, NAME);
    try {
      demuxer.only(index.video().stream());
      long pixels = (long) index.video().codedWidth() * index.video().codedHeight();
      return new Input(
          demuxer,
          new FrameDecoder(
              demuxer.stream(index.video().stream()), threads, 2 * pixels + 65536, NAME));
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
  }

  @Override
  public void close() {
    intake.close();
    input.close();
  }
}
