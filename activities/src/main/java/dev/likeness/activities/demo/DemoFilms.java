package dev.likeness.activities.demo;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The demonstration's films in a folder: source, target and answer. A record beside them says what
 * they were rendered from; it is written last, so films without it are rendered again.
 */
public final class DemoFilms {
  private static final String RECORD = "footage.json";
  private static final List<String> NAMES =
      List.of(DemoFootage.SOURCE, DemoFootage.TARGET, DemoFootage.ANSWER);

  private final Path folder;
  private final DemoFootage footage;

  public DemoFilms(Path folder, DemoFootage footage) {
    this.folder = folder;
    this.footage = footage;
  }

  /**
   * What films were rendered from.
   *
   * @param pixels SHA-256 of a few frames, so that a changed renderer is noticed
   */
  private record Rendering(DemoOptions options, String pixels) {}

  public Path source() {
    return folder.resolve(DemoFootage.SOURCE);
  }

  public Path target() {
    return folder.resolve(DemoFootage.TARGET);
  }

  public Path answer() {
    return folder.resolve(DemoFootage.ANSWER);
  }

  /** How many steps {@link #render} counts to. */
  public int steps() {
    return 2 * footage.options().frames();
  }

  /** Whether all films are there and are what would be rendered now. */
  public boolean present() throws IOException {
    Path record = folder.resolve(RECORD);
    if (!Files.isRegularFile(record)
        || !NAMES.stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)))) {
      return false;
    }
    try {
      return rendering().equals(Json.MAPPER.readValue(record.toFile(), Rendering.class));
    } catch (JacksonException unreadable) {
      return false;
    }
  }

  /**
   * Renders all films; each appears when all are complete.
   *
   * @param progress told how many of {@link #steps()} are done; may fail to give up
   */
  public void render(IntConsumer progress) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(RECORD));
    try (var scratch = Scratch.in(folder)) {
      footage.render(scratch.path(), progress);
      Files.write(scratch.path().resolve(RECORD), Json.MAPPER.writeValueAsBytes(rendering()));
      for (String name : NAMES) {
        scratch.publish(name, folder);
      }
      scratch.publish(RECORD, folder);
    }
  }

  private Rendering rendering() throws IOException {
    int late = footage.options().frames() / 3;
    var answer = footage.answer(late);
    var bytes = new ByteArrayOutputStream();
    for (Picture picture :
        List.of(
            footage.source(0).picture(),
            footage.source(late).picture(),
            answer.target(),
            answer.answer())) {
      bytes.write(picture.rgb());
    }
    return new Rendering(footage.options(), Digest.of(bytes.toByteArray()).hex());
  }
}
