package dev.likeness.activities.bench;

import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import dev.likeness.model.actors.FramesInOrder;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.MovieWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Synthetic footage of one face: a few rendered frames, played forth and back. */
record BenchFilm(int width, int height, int rendered, int frames) {
  private static final long SEED = 1;
  private static final int RATE = 25;
  private static final int THREADS = 2;

  void write(FilmFolder folder) throws IOException {
    Files.createDirectories(folder.path());
    var footage = new DemoFootage(new DemoOptions(SEED, rendered, width, height, RATE));
    List<Picture> pictures = new ArrayList<>();
    FramesInOrder.each(
        rendered, THREADS, footage::source, (ordinal, frame) -> pictures.add(frame.picture()));
    try (var film =
        MovieWriter.open(
            folder.film(), width, height, RATE, 1, EncodeOptions.DEFAULT, Optional.empty())) {
      for (int i = 0; i < frames; i++) {
        film.write(pictures.get(picture(i)));
      }
      film.finish();
    }
  }

  /** Which rendered picture is shown at an ordinal. */
  int picture(int ordinal) {
    int period = Math.max(1, 2 * rendered - 2);
    int at = ordinal % period;
    return at < rendered ? at : period - at;
  }
}
