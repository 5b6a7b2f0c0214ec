package dev.likeness.activities.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.likeness.activities.store.StoreAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a process of the bench is told on the first line of its standard input.
 *
 * @param folder where the bench keeps everything
 * @param film name of the film's folder below it
 * @param from first frame of the process' chunk, before {@code to}
 * @param architecture name of the network, where there is one
 * @param seconds how long to measure after a warm-up
 */
record PartOrder(
    Part part,
    String folder,
    String film,
    int from,
    int to,
    String architecture,
    double seconds,
    Optional<StoreAddress> store) {
  @JsonIgnore
  FilmFolder footage() {
    return new FilmFolder(Path.of(folder).resolve(film));
  }

  @JsonIgnore
  Path weights() {
    return Path.of(folder).resolve(architecture + ".safetensors");
  }

  /** Digests of the architecture's checkpoint in the store, by file. */
  @JsonIgnore
  Path checkpoint() {
    return Path.of(folder).resolve(architecture + "-checkpoint.json");
  }

  @JsonIgnore
  Path scratch() {
    return Path.of(folder).resolve("scratch-" + ProcessHandle.current().pid());
  }

  PartOrder chunk(int first, int end) {
    return new PartOrder(part, folder, film, first, end, architecture, seconds, store);
  }
}
