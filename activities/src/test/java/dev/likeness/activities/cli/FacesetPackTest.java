package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.model.faces.BrokenFaceset;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.faces.FacesetWriter;
import dev.likeness.model.faces.Pose;
import dev.likeness.model.faces.Quality;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacesetPackTest {
  @TempDir Path folder;

  private Path faceset(String name) throws IOException {
    Path faceset = folder.resolve(name);
    try (FacesetWriter writer = FacesetWriter.folder(faceset)) {
      for (int frame = 0; frame < 3; frame++) {
        writer.add(face(frame), new byte[] {1, 2, (byte) frame});
      }
      writer.finish();
    }
    return faceset;
  }

  private static FacesetFace face(int frame) {
    return new FacesetFace(
        new FaceKey("a".repeat(64), frame, 0),
        "p1",
        "p1/00000" + frame + "_0.jpg",
        8,
        Affine.IDENTITY,
        new Pose(0, 0, 0),
        new Quality(8, 1, 1, 0.5),
        Collections.nCopies(68, new Point(1, 1)));
  }

  private byte[] packed(Path faceset) throws IOException {
    Path zip = Files.createTempFile(folder, "packed", ".zip");
    StoredInputs.pack(faceset, zip);
    return Files.readAllBytes(zip);
  }

  @Test
  void dependsOnThePicturesOnly() throws IOException {
    Path first = faceset("first");
    Path second = faceset("second");
    Files.setLastModifiedTime(second.resolve("p1/000001_0.jpg"), FileTime.fromMillis(0));
    Files.writeString(second.resolve("notes.txt"), "looked at");
    assertArrayEquals(packed(first), packed(second));
  }

  @Test
  void leavesOutWhatWasDeletedByHand() throws IOException {
    Path faceset = faceset("pruned");
    Files.delete(faceset.resolve("p1/000001_0.jpg"));
    Path zip = folder.resolve("pruned.zip");
    StoredInputs.pack(faceset, zip);
    try (FacesetReader reader = FacesetReader.open(zip)) {
      assertEquals(2, reader.faces().size());
      assertEquals(0, reader.missing());
    }
  }

  @Test
  void refusesAFolderWithoutAnyPictureLeft() throws IOException {
    Path faceset = faceset("bare");
    for (int frame = 0; frame < 3; frame++) {
      Files.delete(faceset.resolve("p1/00000" + frame + "_0.jpg"));
    }
    assertThrows(BrokenFaceset.class, () -> packed(faceset));
  }
}
