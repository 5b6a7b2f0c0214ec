package dev.likeness.activities.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code likeness swap} as a person starts it, over and over: the same command in the same home.
 * One process with Temporal, store and worker in it, and its steps.
 */
final class Program {
  private final Path home;
  private final Path films;
  private final Path film;

  Program(Path home, Path films) throws IOException {
    this.home = home;
    this.films = films;
    this.film = home.resolve("out").resolve("film.mp4");
    ObjectNode job = Json.MAPPER.createObjectNode();
    job.set("training", Json.MAPPER.valueToTree(Job.training()));
    job.set("fanout", Json.MAPPER.valueToTree(Job.fanout()));
    Files.createDirectories(home);
    Files.write(home.resolve("job.json"), Json.MAPPER.writeValueAsBytes(job));
  }

  /** The command, once more. */
  Process start() throws IOException {
    return OwnService.builder(
            PipedMain.class,
            List.of(
                "swap",
                "--home",
                home.toString(),
                "--project",
                Job.PROJECT,
                "--source",
                films.resolve(DemoFootage.SOURCE).toString(),
                "--target",
                films.resolve(DemoFootage.TARGET).toString(),
                "--config",
                home.resolve("job.json").toString(),
                "--out",
                film.toString()),
            Map.of(),
            log())
        .start();
  }

  Path log() {
    return home.resolve("swap.log");
  }

  Path film() {
    return film;
  }

  /** Results that are visible. */
  long manifests() {
    return files(home.resolve("store/likeness/manifests"));
  }

  /** Claims and checkpoints of the model. */
  long entries() {
    return files(home.resolve("store/likeness/logs"));
  }

  /** Blobs, whole or being written. */
  long blobs() {
    return files(home.resolve("store/likeness/blobs"));
  }

  /** Films, whole or being delivered. */
  long delivered() {
    return files(home.resolve("out"));
  }

  private static long files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    } catch (NoSuchFileException changing) {
      return 0;
    } catch (UncheckedIOException changing) {
      return 0;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
