package dev.likeness.activities.steps;

import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.MovieWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A film of five black frames, and the step that looks at it. */
final class SmallFilm {
  static final int FRAMES = 5;

  private SmallFilm() {}

  /** Each generation belongs to another workflow. */
  static StepRun ingest(ArtifactStore store, Path folder, int generation) {
    Path film = folder.resolve("film.mp4");
    if (!Files.exists(film)) {
      write(film);
    }
    return new StepRun(
        "workflow-" + generation,
        "run-" + generation,
        generation,
        "plain",
        List.of(
            new StepOrder(
                StepKind.INGEST.toString(),
                StepKind.INGEST.version(),
                Map.of("media", List.of(store.put(film).digest())),
                StepTask.object())));
  }

  private static void write(Path film) {
    try (var writer =
        MovieWriter.open(film, 64, 64, 25, 1, EncodeOptions.DEFAULT, Optional.empty())) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(Picture.blank(64, 64));
      }
      writer.finish();
    }
  }
}
