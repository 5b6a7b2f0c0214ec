package dev.likeness.model.faces;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import dev.likeness.model.video.StillPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a faceset: pictures, then {@code faces.jsonl} with one face per line. The same faces give
 * the same bytes. Without {@link #finish} there is no {@code faces.jsonl}, so what was broken off
 * cannot be taken for a faceset.
 */
public final class FacesetWriter implements AutoCloseable {
  static final String FACES = "faces.jsonl";
  private static final int QUALITY = 95;

  private interface Target {
    void add(String name, byte[] bytes) throws IOException;

    void close() throws IOException;
  }

  private final Target target;
  private final StringBuilder lines = new StringBuilder();
  private @Nullable FaceKey last;

  private FacesetWriter(Target target) {
    this.target = target;
  }

  /** Writes a zip; closes the stream with it. */
  public static FacesetWriter zip(OutputStream out) {
    var zip = new StoredZip(out);
    return new FacesetWriter(
        new Target() {
          @Override
          public void add(String name, byte[] bytes) throws IOException {
            zip.add(name, bytes);
          }

          @Override
          public void close() throws IOException {
            zip.close();
          }
        });
  }

  /** Writes into a folder, which is made if needed, to be looked at and pruned by hand. */
  public static FacesetWriter folder(Path folder) {
    return new FacesetWriter(
        new Target() {
          @Override
          public void add(String name, byte[] bytes) throws IOException {
            Path file = folder.resolve(name);
            Path parent = file.getParent();
            if (parent != null) {
              Files.createDirectories(parent);
            }
            Files.write(file, bytes);
          }

          @Override
          public void close() {}
        });
  }

  /**
   * Encodes and adds a face, by the kind its picture's name ends in; faces come in order of key.
   */
  public void add(CutFace face) throws IOException {
    add(face.face(), encode(face));
  }

  /** Adds a face whose picture is already encoded. */
  public void add(FacesetFace face, byte[] picture) throws IOException {
    if (last != null && last.compareTo(face.key()) >= 0) {
      throw new IllegalArgumentException(face.key() + " must come before " + last + ".");
    }
    last = face.key();
    target.add(face.picture(), picture);
    lines.append(line(face)).append('\n');
  }

  /** The picture of a face as it is stored, for callers that encode on several threads. */
  public static byte[] encode(CutFace face) {
    Picture picture = face.picture();
    return face.face().picture().endsWith(".png")
        ? StillPicture.png(picture)
        : StillPicture.jpeg(picture, QUALITY);
  }

  /** Makes it a faceset by writing {@code faces.jsonl}. */
  public void finish() throws IOException {
    target.add(FACES, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String line(FacesetFace face) throws JsonProcessingException {
    return Json.MAPPER.writeValueAsString(face);
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
