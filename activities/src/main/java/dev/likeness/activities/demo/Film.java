package dev.likeness.activities.demo;

import dev.likeness.model.image.Picture;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.MediaIndex;
import dev.likeness.model.video.MediaIndexer;
import dev.likeness.model.video.MediaLimits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A film's decoded frames in order, as upright RGB. For one thread. */
final class Film implements Iterator<Picture>, AutoCloseable {
  private final FileChannel channel;
  private final MediaIndex index;
  private final FrameReader reader;
  private Optional<Frame> next;

  private Film(FileChannel channel, int from, int to) {
    this.channel = channel;
    index = MediaIndexer.index(channel, MediaLimits.DEFAULT);
    reader = FrameReader.open(channel, index, from, Math.min(to, index.frames()));
    next = reader.next();
  }

  static Film open(Path file) throws IOException {
    return open(file, 0, Integer.MAX_VALUE);
  }

  private static Film open(Path file, int from, int to) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new Film(channel, from, to);
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** One frame. */
  static Picture frame(Path file, int ordinal) throws IOException {
    try (Film film = open(file, ordinal, ordinal + 1)) {
      return film.next();
    }
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Picture next() {
    Frame frame = next.orElseThrow(NoSuchElementException::new);
    next = reader.next();
    return frame.picture();
  }

  @Override
  public void close() throws IOException {
    reader.close();
    channel.close();
  }
}
