package dev.likeness.model.video;

import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts segments together as one film without encoding anything again: their packets with the
 * original's time stamps, and the original's sound, subtitles, metadata and chapters beside them.
 */
public final class Joiner {
  private Joiner() {}

  /**
   * Writes an MP4, or a Matroska file when the name ends in {@code .mkv} (whose stamps are whole
   * milliseconds). The file appears under its name when it is complete; the same input gives the
   * same bytes.
   *
   * @param segments in order, together exactly the frames of {@code options}
   * @throws MovieWriteException when the path cannot be written or the segments do not fit
   */
  public static JoinReport join(
      List<Path> segments,
      SeekableByteChannel original,
      MediaIndex index,
      JoinOptions options,
      Path out) {
    if (options.to() > index.frames()) {
      throw new IllegalArgumentException(
          "The footage has %d frames, not %d.".formatted(index.frames(), options.to()));
    }
    try (FilmAssembly film =
        FilmAssembly.open(segments, original, index, options, out, container(out))) {
      return film.write();
    }
  }

  private static final Map<String, String> CONTAINERS =
      Map.of("mp4", "mp4", "m4v", "mp4", "mov", "mov", "mkv", "matroska");

  private static String container(Path out) {
    String name = out.toString().toLowerCase(Locale.ROOT);
    String container = CONTAINERS.get(name.substring(name.lastIndexOf('.') + 1));
    if (container == null) {
      throw new MovieWriteException(
          "Cannot write " + out + ": films are written as .mp4, .mov or .mkv; change its name.");
    }
    return container;
  }
}
