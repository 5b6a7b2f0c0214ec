package dev.likeness.model.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file opened and indexed for a test. */
record Footage(FileChannel channel, MediaIndex index) implements AutoCloseable {
  static Footage open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file);
      return new Footage(channel, MediaIndexer.index(channel, MediaLimits.DEFAULT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Frame> frames() {
    return frames(0, index.frames());
  }

  List<Frame> frames(int from, int to) {
    List<Frame> frames = new ArrayList<>();
    try (FrameReader reader = FrameReader.open(channel, index, from, to)) {
      for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  List<String> digests() {
    return frames().stream().map(Frame::sha256).toList();
  }

  /** Segments of at most this many frames, untouched, in the folder. */
  List<Path> segments(Path folder, int from, int to, int size) {
    return segments(folder, from, to, size, EncodeOptions.DEFAULT);
  }

  List<Path> segments(Path folder, int from, int to, int size, EncodeOptions options) {
    List<Path> segments = new ArrayList<>();
    for (int start = from; start < to; start += size) {
      Path segment = folder.resolve("segment-" + start + ".nut");
      try (SegmentEncoder encoder = SegmentEncoder.open(segment, index, options)) {
        frames(start, Math.min(to, start + size)).forEach(encoder::write);
        encoder.finish();
      }
      segments.add(segment);
    }
    return segments;
  }

  /** The lowest PSNR of any frame against its namesake, over all planes, in dB. */
  double worstPsnr(Footage other) {
    List<Frame> mine = frames();
    List<Frame> theirs = other.frames();
    double worst = Double.POSITIVE_INFINITY;
    for (int i = 0; i < mine.size(); i++) {
      worst = Math.min(worst, psnr(mine.get(i), theirs.get(i)));
    }
    return worst;
  }

  static double psnr(Frame a, Frame b) {
    double sum = 0;
    long count = 0;
    for (int plane = 0; plane < a.planes().length; plane++) {
      byte[] x = a.planes()[plane];
      byte[] y = b.planes()[plane];
      int step = a.bitDepth() > 8 ? 2 : 1;
      for (int i = 0; i < x.length; i += step) {
        int left = step == 1 ? x[i] & 0xff : FrameSamples.sample(x, i);
        int right = step == 1 ? y[i] & 0xff : FrameSamples.sample(y, i);
        sum += (double) (left - right) * (left - right);
        count++;
      }
    }
    double most = (1 << a.bitDepth()) - 1;
    return 10 * Math.log10(most * most * count / Math.max(sum, 1e-9));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
