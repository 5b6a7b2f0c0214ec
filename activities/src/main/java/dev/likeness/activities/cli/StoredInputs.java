package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.JobInputs.Reference;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.model.faces.BrokenFaceset;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.faces.FacesetWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts the files of a job into the store and names their digests instead. */
final class StoredInputs {
  private StoredInputs() {}

  /**
   * The job as workflows want it; the given one stays as it is. Refuses footage that is the same on
   * both sides under different names.
   *
   * @param scratch where a faceset's folder is packed
   */
  static ObjectNode store(JobType type, ObjectNode job, ArtifactStore store, Path scratch) {
    return rewrite(type, job, file -> store.put(file).digest().hex(), scratch);
  }

  /** With {@code put} instead of a store: gives a file's digest. */
  static ObjectNode rewrite(
      JobType type, ObjectNode job, Function<Path, String> put, Path scratch) {
    ObjectNode stored = job.deepCopy();
    Map<String, String> sides = new HashMap<>();
    for (Reference reference : JobInputs.references(type, stored)) {
      Path file = reference.file();
      ObjectNode holder = reference.holder();
      boolean faceset = reference.isFaceset();
      String digest = faceset ? faceset(file, put, scratch) : put.apply(file);
      holder.remove("file");
      holder.put(faceset ? "faceset" : "media", digest);
      if (!holder.has("name") && !reference.where().startsWith("targetFaces")) {
        holder.put("name", String.valueOf(file.getFileName()));
      }
      if (!faceset) {
        String side = reference.where().substring(0, 1);
        String other = sides.putIfAbsent(digest, side);
        if (other != null && !other.equals(side)) {
          throw Refusal.of(List.of(JobInputs.sameFootage(String.valueOf(file))));
        }
      }
    }
    for (String person : type.people()) {
      JobInputs.picture(stored, person)
          .ifPresent(picture -> stored.put(person, put.apply(Path.of(picture))));
    }
    return stored;
  }

  /** Packs a faceset and gives the digest under which it was put. */
  static String faceset(Path faceset, Function<Path, String> put, Path scratch) {
    try {
      Files.createDirectories(scratch);
      Path zip = Files.createTempFile(scratch, "faceset-", ".zip");
      try {
        pack(faceset, zip);
        return put.apply(zip);
      } finally {
        Files.deleteIfExists(zip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs what is left of a faceset, a folder or a zip, the same bytes for the same pictures. */
  static void pack(Path faceset, Path zip) throws IOException {
    try (FacesetReader reader = FacesetReader.open(faceset);
        FacesetWriter writer =
            FacesetWriter.zip(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      if (reader.faces().isEmpty()) {
        throw new BrokenFaceset(faceset + " has no pictures left: extract again.");
      }
      for (FacesetFace face : reader.faces()) {
        writer.add(face, reader.bytes(face));
      }
      writer.finish();
    }
  }
}
