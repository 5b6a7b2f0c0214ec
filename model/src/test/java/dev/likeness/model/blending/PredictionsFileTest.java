package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.FloatPicture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsFileTest {
  private static final String MEDIUM = "ab".repeat(32);

  @TempDir Path folder;

  @Test
  void facesComeBackAsTheyWereWritten() throws IOException {
    List<PredictedFace> faces = faces(5);
    Path file = write("some", faces);
    try (PredictionsReader reader = PredictionsReader.open(file)) {
      assertEquals(8, reader.size());
      assertEquals(faces.stream().map(PredictedFace::key).toList(), reader.keys());
      for (int i = faces.size() - 1; i >= 0; i--) {
        PredictedFace face = reader.face(i);
        assertEquals(faces.get(i).key(), face.key());
        assertEquals(faces.get(i).frameToCrop(), face.frameToCrop());
        assertArrayEquals(faces.get(i).picture().data(), face.picture().data());
      }
    }
  }

  @Test
  void theFacesOfAFrameAreFoundByItsOrdinal() throws IOException {
    try (PredictionsReader reader = PredictionsReader.open(write("frames", faces(5)))) {
      assertEquals(
          reader.keys().subList(2, 4), reader.facesOf(1).stream().map(PredictedFace::key).toList());
      assertEquals(1, reader.facesOf(2).size());
      assertEquals(List.of(), reader.facesOf(3));
    }
  }

  @Test
  void theSameFacesGiveTheSameBytes() throws IOException {
    assertArrayEquals(
        Files.readAllBytes(write("once", faces(3))), Files.readAllBytes(write("twice", faces(3))));
  }

  @Test
  void aChunkWithoutAFaceIsAFileWithoutAFace() throws IOException {
    try (PredictionsReader reader = PredictionsReader.open(write("none", List.of()))) {
      assertTrue(reader.keys().isEmpty());
    }
  }

  @Test
  void theHeaderIsWhatSafetensorsAsksFor() throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(write("header", faces(2))))
            .order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(bytes.getLong())];
    bytes.get(header);
    assertEquals(
        """
        {"__metadata__":{"format":"likeness-predictions-1","medium":"%s"},\
        "faces":{"data_offsets":[0,768],"dtype":"U16","shape":[2,8,8,3]},\
        "frame_to_crop":{"data_offsets":[784,880],"dtype":"F64","shape":[2,6]},\
        "keys":{"data_offsets":[768,784],"dtype":"I32","shape":[2,2]}}"""
            .formatted(MEDIUM),
        new String(header, StandardCharsets.UTF_8).stripTrailing());
    assertEquals(880, bytes.remaining());
  }

  @Test
  void anUnfinishedFileLeavesNothing() throws IOException {
    Path file = folder.resolve("unfinished");
    try (PredictionsWriter writer = PredictionsWriter.create(file, MEDIUM, 8)) {
      writer.write(faces(1).getFirst());
      assertFalse(Files.exists(file));
    }
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void facesOutOfOrderOfOtherMediaOrSizesAreRefused() throws IOException {
    List<PredictedFace> faces = faces(2);
    PredictedFace stranger =
        new PredictedFace(
            new FaceKey("cd".repeat(32), 9, 0), Affine.IDENTITY, FloatPicture.blank(8, 8, 3));
    PredictedFace large =
        new PredictedFace(new FaceKey(MEDIUM, 9, 0), Affine.IDENTITY, FloatPicture.blank(9, 9, 3));
    try (PredictionsWriter writer = PredictionsWriter.create(folder.resolve("wrong"), MEDIUM, 8)) {
      writer.write(faces.getLast());
      for (PredictedFace wrong : List.of(faces.getFirst(), faces.getLast(), stranger, large)) {
        assertThrows(IllegalArgumentException.class, () -> writer.write(wrong));
      }
    }
  }

  @Test
  void truncatedAndForeignFilesAreRefusedWithASentence() throws IOException {
    byte[] whole = Files.readAllBytes(write("whole", faces(2)));
    byte[] foreign = whole.clone();
    foreign[20] = '}';
    for (byte[] broken :
        List.of(
            new byte[0],
            Arrays.copyOf(whole, 500),
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOf(whole, whole.length + 1),
            new byte[4000],
            foreign)) {
      Path file = Files.write(folder.resolve("broken"), broken);
      String sentence =
          assertThrows(BrokenPredictionsException.class, () -> PredictionsReader.open(file))
              .toString();
      assertTrue(sentence.contains("broken holds no predicted faces: "), sentence);
    }
  }

  @Test
  void aPredictionThatIsNotANumberIsRefused() {
    FloatPicture picture = FloatPicture.blank(8, 8, 3);
    picture.data()[7] = Float.NaN;
    PredictedFace face = new PredictedFace(new FaceKey(MEDIUM, 12, 1), Affine.IDENTITY, picture);
    assertTrue(
        assertThrows(NonFinitePredictionException.class, face::rounded)
            .toString()
            .contains("face 1 in frame 12"));
  }

  private Path write(String name, List<PredictedFace> faces) throws IOException {
    Path file = folder.resolve(name);
    try (PredictionsWriter writer = PredictionsWriter.create(file, MEDIUM, 8)) {
      for (PredictedFace face : faces) {
        writer.write(face);
      }
      writer.finish();
    }
    return file;
  }

  private static List<PredictedFace> faces(int count) {
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              FloatPicture picture = FloatPicture.blank(8, 8, 3);
              for (int j = 0; j < picture.data().length; j++) {
                picture.data()[j] = (float) (1.2 * random.nextDouble() - 0.1);
              }
              Affine map = new Affine(random.nextDouble(), 2, 3, 4, 5, 1.0 / (i + 3));
              return new PredictedFace(new FaceKey(MEDIUM, i / 2, i % 2), map, picture).rounded();
            })
        .toList();
  }
}
