package dev.likeness.model.faces;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import dev.likeness.model.video.MediaRefusedException;
import dev.likeness.model.video.StillPicture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a faceset from a zip or a folder, also one that was pruned by hand: faces whose picture is
 * gone are left out and counted. Safe for any number of threads until it is closed.
 */
public final class FacesetReader implements AutoCloseable {
  private final Path path;
  private final StoredPictures files;
  private final List<FacesetFace> faces;
  private final int missing;

  private FacesetReader(Path path, StoredPictures files, List<FacesetFace> faces, int missing) {
    this.path = path;
    this.files = files;
    this.faces = List.copyOf(faces);
    this.missing = missing;
  }

  /**
   * Opens a faceset.
   *
   * @throws BrokenFaceset with a sentence if it is none, or its {@code faces.jsonl} is damaged
   */
  public static FacesetReader open(Path path) {
    StoredPictures files = StoredPictures.open(path);
    try {
      List<FacesetFace> all = faces(path, files);
      List<FacesetFace> present =
          all.stream()
              .filter(face -> files.contains(face.picture()))
              .sorted(Comparator.comparing(FacesetFace::key))
              .toList();
      return new FacesetReader(path, files, present, all.size() - present.size());
    } catch (BrokenFaceset e) {
      files.close();
      throw e;
    }
  }

  /** The faces that have a picture, in order of key. */
  public List<FacesetFace> faces() {
    return faces;
  }

  /** How many faces have lost their picture. */
  public int missing() {
    return missing;
  }

  /** The picture of a face, decoded. */
  public Picture picture(FacesetFace face) {
    Picture picture;
    try {
      picture = StillPicture.read(bytes(face));
    } catch (MediaRefusedException e) {
      throw new BrokenFaceset(
          face.picture() + " in " + path + " cannot be read: restore or delete it.", e);
    }
    if (picture.width() != face.side() || picture.height() != face.side()) {
      throw new BrokenFaceset(
          "%s in %s is %d x %d pixels and not %d x %d as when it was cut: restore or delete it."
              .formatted(
                  face.picture(),
                  path,
                  picture.width(),
                  picture.height(),
                  face.side(),
                  face.side()));
    }
    return picture;
  }

  /** The picture of a face as stored, JPEG or PNG. */
  public byte[] bytes(FacesetFace face) {
    return files
        .read(face.picture())
        .orElseThrow(
            () ->
                new BrokenFaceset(
                    face.picture() + " disappeared from " + path + ": start again without it."));
  }

  private static List<FacesetFace> faces(Path path, StoredPictures files) {
    byte[] bytes =
        files
            .read(FacesetWriter.FACES)
            .orElseThrow(
                () ->
                    new BrokenFaceset(
                        path + " has no faces.jsonl: it is no faceset, make one with extract."));
    List<FacesetFace> faces = new ArrayList<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      if (!line.isBlank()) {
        try {
          faces.add(Json.MAPPER.readValue(line, FacesetFace.class));
        } catch (JsonProcessingException e) {
          throw new BrokenFaceset(
              "Line " + number + " of faces.jsonl in " + path + " is damaged: extract again.", e);
        }
      }
    }
    return faces;
  }

  @Override
  public void close() {
    files.close();
  }
}
