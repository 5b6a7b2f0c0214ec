package dev.likeness.activities.bench;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.json.Json;
import dev.likeness.model.video.MediaIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A film of the bench and what was made of it. */
record FilmFolder(Path path) {
  /** All of the bench's films have one medium's name: there is no store to name it. */
  static final String MEDIUM = "0".repeat(64);

  Path film() {
    return path.resolve("film.mp4");
  }

  Path indexFile() {
    return path.resolve("index.json");
  }

  Path alignments() {
    return path.resolve("alignments.json");
  }

  Path faceset() {
    return path.resolve("faceset.zip");
  }

  Path predictions(int from) {
    return path.resolve("predictions-" + from + ".safetensors");
  }

  FileChannel open() throws IOException {
    return FileChannel.open(film());
  }

  MediaIndex index() throws IOException {
    return Json.MAPPER.readValue(indexFile().toFile(), MediaIndex.class);
  }

  /** The main person's faces, by frame. */
  Map<Integer, List<AlignedFace>> faces() throws IOException {
    Alignments all = Json.MAPPER.readValue(alignments().toFile(), Alignments.class);
    return all.facesOf(all.mainPerson().orElseThrow().id()).stream()
        .collect(Collectors.groupingBy(face -> face.key().frame()));
  }
}
