package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.image.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacesetTest {
  @TempDir private Path folder;

  @Test
  void comesBackFromAZipAsItWentIn() throws Exception {
    Path zip = folder.resolve("ä faceset.zip");
    Files.write(zip, zipped(faces(true)));

    try (var reader = FacesetReader.open(zip)) {
      assertEquals(faces(true).stream().map(CutFace::face).toList(), reader.faces());
      assertEquals(0, reader.missing());
      assertArrayEquals(
          faces(true).get(1).picture().rgb(), reader.picture(reader.faces().get(1)).rgb());
    }
  }

  @Test
  void theSameFacesAreTheSameBytes() throws Exception {
    assertArrayEquals(zipped(faces(false)), zipped(faces(false)));
  }

  @Test
  void aPictureDeletedByHandTakesItsFaceAlong() throws Exception {
    write(folder, faces(false));
    Files.delete(folder.resolve("p1/000013_0.jpg"));

    try (var reader = FacesetReader.open(folder)) {
      assertEquals(
          List.of("p1/000012_0.jpg", "p1/000014_0.jpg"),
          reader.faces().stream().map(FacesetFace::picture).toList());
      assertEquals(1, reader.missing());
    }
  }

  @Test
  void aFolderThatIsNoFacesetGetsASentence() {
    assertTrue(broken(folder).contains("has no faces.jsonl"));
  }

  @Test
  void whatDoesNotExistOrIsNoZipGetsASentence() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no zip");
    Path nowhere = folder.resolve("nowhere");

    assertTrue(broken(nowhere).endsWith("does not exist: give a faceset, a zip or a folder."));
    assertTrue(broken(text).contains("neither a zip nor a folder"));
  }

  @Test
  void aDamagedLineIsNamed() throws Exception {
    write(folder, faces(false));
    Path file = folder.resolve("faces.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1).substring(0, 40));
    Files.write(file, lines);

    assertTrue(broken(folder).contains("Line 2 of faces.jsonl"));
  }

  @Test
  void aDamagedOrExchangedPictureGetsASentence() throws Exception {
    write(folder, faces(false));
    Files.writeString(folder.resolve("p1/000012_0.jpg"), "no picture");
    Files.write(
        folder.resolve("p1/000013_0.jpg"), Files.readAllBytes(folder.resolve("p1/000014_0.jpg")));

    try (var reader = FacesetReader.open(folder)) {
      assertThrows(BrokenFaceset.class, () -> reader.picture(reader.faces().getFirst()));
      assertThrows(BrokenFaceset.class, () -> reader.picture(reader.faces().get(1)));
    }
  }

  @Test
  void aNameThatLeadsOutOfTheFolderIsRefused() throws Exception {
    Path inner = folder.resolve("set");
    write(inner, faces(false));
    Path file = inner.resolve("faces.jsonl");
    Files.writeString(
        file, Files.readString(file).replace("p1/000012_0.jpg", "../../000012_0.jpg"));

    assertTrue(broken(inner).contains("outside"));
  }

  @Test
  void whatIsBrokenOffIsNoFaceset() throws Exception {
    try (var writer = FacesetWriter.folder(folder)) {
      writer.add(faces(false).getFirst());
    }

    assertFalse(Files.exists(folder.resolve("faces.jsonl")));
    assertThrows(BrokenFaceset.class, () -> FacesetReader.open(folder));
  }

  @Test
  void facesOutOfOrderAreRefused() throws Exception {
    try (var writer = FacesetWriter.folder(folder)) {
      writer.add(faces(false).get(1));

      assertThrows(IllegalArgumentException.class, () -> writer.add(faces(false).getFirst()));
    }
  }

  @Test
  void chipsComeBackFromTheirZips() throws Exception {
    Chip first = new Chip(new FaceKey("m", 1, 0), portraitChip());
    Chip second = new Chip(new FaceKey("m", 2, 1), portraitChip());
    Path one = folder.resolve("one.zip");
    Path two = folder.resolve("two.zip");
    Chips.write(List.of(first), Files.newOutputStream(one));
    Chips.write(List.of(second), Files.newOutputStream(two));

    try (var chips = Chips.open(List.of(one, two))) {
      assertArrayEquals(second.picture().rgb(), chips.of(second.key()).orElseThrow().rgb());
      assertEquals(Chip.SIDE, chips.of(first.key()).orElseThrow().width());
      assertEquals(Optional.empty(), chips.of(new FaceKey("m", 2, 0)));
    }
  }

  @Test
  void aContactSheetHasRoomForEveryFace() {
    var cell = new ContactSheet.Cell(Portraits.collins(), "12");

    Picture one = ContactSheet.draw("p1", List.of(cell));
    Picture nine = ContactSheet.draw("p1", Collections.nCopies(9, cell));

    assertEquals(one.width(), nine.width());
    assertTrue(nine.height() > one.height() + 128);
    assertTrue(brightness(nine) > brightness(ContactSheet.draw("p1", List.of())));
  }

  private static long brightness(Picture picture) {
    long sum = 0;
    for (byte sample : picture.rgb()) {
      sum += sample & 255;
    }
    return sum / picture.rgb().length;
  }

  private static byte[] portraitChip() {
    try (var finder = FaceFinder.open(FindOptions.DEFAULT)) {
      return finder.find("m", 0, Portraits.collins()).chips().getFirst().jpeg();
    }
  }

  private static String broken(Path path) {
    return String.valueOf(
        assertThrows(BrokenFaceset.class, () -> FacesetReader.open(path)).getMessage());
  }

  private static List<CutFace> faces(boolean lossless) {
    List<CutFace> faces = new ArrayList<>();
    var cutter = new FaceCutter(new CutOptions(256, lossless));
    for (int i = 0; i < 3; i++) {
      AlignedFace face = FaceCutterTest.face(TurnedHead.at(300, 300, 4 + i));
      faces.add(
          cutter.cut(
              FaceCutterTest.ramp(640, 480),
              new AlignedFace(
                  new FaceKey("m", 12 + i, 0),
                  face.box(),
                  face.score(),
                  face.mesh(),
                  face.pose(),
                  face.quality(),
                  0,
                  "p1",
                  face.toCore(),
                  false,
                  List.of())));
    }
    return faces;
  }

  private static byte[] zipped(List<CutFace> faces) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = FacesetWriter.zip(bytes)) {
      for (CutFace face : faces) {
        writer.add(face);
      }
      writer.finish();
    }
    return bytes.toByteArray();
  }

  private static void write(Path folder, List<CutFace> faces) throws IOException {
    try (var writer = FacesetWriter.folder(folder)) {
      for (CutFace face : faces) {
        writer.add(face);
      }
      writer.finish();
    }
  }
}
