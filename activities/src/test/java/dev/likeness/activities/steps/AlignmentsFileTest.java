package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.activities.store.StoreException;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.faces.LeftOut;
import dev.likeness.model.faces.Mesh;
import dev.likeness.model.faces.Person;
import dev.likeness.model.faces.Pose;
import dev.likeness.model.faces.Quality;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignmentsFileTest {
  private static final int FRAMES = 1010;

  /** Two faces in each frame but every third, which has none. */
  private static final Alignments ALL =
      new Alignments(
          "film",
          FRAMES,
          IntStream.range(0, FRAMES)
              .filter(frame -> frame % 3 != 0)
              .boxed()
              .flatMap(frame -> IntStream.range(0, 2).mapToObj(number -> face(frame, number)))
              .toList(),
          List.of(new Person("p1", 9, 0.5, new FaceKey("film", 1, 0), List.of(0.25, -1.5))),
          List.of(0, 400),
          3);

  @TempDir Path folder;

  private static AlignedFace face(int frame, int number) {
    double[] points = new double[3 * Mesh.POINTS];
    Arrays.setAll(points, i -> frame + i / 8.0);
    return new AlignedFace(
        new FaceKey("film", frame, number),
        new Box(frame, 2, 3, 4),
        0.75,
        new Mesh(points),
        new Pose(1, 2, 3),
        new Quality(10, 20, 1, 0.5),
        number,
        "p" + (number + 1),
        Affine.IDENTITY,
        false,
        number == 0 ? List.of() : List.of(LeftOut.SMALL));
  }

  private static String json(Object value) throws IOException {
    return Json.MAPPER.writeValueAsString(value);
  }

  private static List<AlignedFace> within(int from, int to) {
    return ALL.faces().stream()
        .filter(face -> face.key().frame() >= from && face.key().frame() < to)
        .toList();
  }

  private static byte[] written() throws IOException {
    var bytes = new ByteArrayOutputStream();
    AlignmentsFile.write(ALL, bytes);
    return bytes.toByteArray();
  }

  private SeekableByteChannel channel(byte[] content) throws IOException {
    return Files.newByteChannel(Files.write(folder.resolve("alignments"), content));
  }

  @Test
  void everythingComesBackWhateverRangeIsAskedFor() throws IOException {
    try (SeekableByteChannel channel = channel(written())) {
      var file = AlignmentsFile.open(channel);
      assertEquals(json(ALL.faces()), json(file.faces(0, FRAMES)));
      assertEquals(json(within(240, 510)), json(file.faces(240, 510)));
      assertEquals(json(within(1009, 1010)), json(file.faces(1009, 1010)));
      assertEquals(List.of(), file.faces(FRAMES, FRAMES + 250));
      assertEquals(
          json(new Alignments("film", FRAMES, List.of(), ALL.people(), ALL.cuts(), 3)),
          json(file.withoutFaces()));
    }
    assertArrayEquals(written(), written());
  }

  @Test
  void aChunkIsReadWithoutTheFacesOfOthers() throws IOException {
    byte[] content = written();
    Arrays.fill(content, 0, 1000, (byte) 0);
    try (SeekableByteChannel channel = channel(content)) {
      var file = AlignmentsFile.open(channel);
      assertEquals(json(within(250, 500)), json(file.faces(250, 500)));
      assertThrows(StoreException.Corrupt.class, () -> file.faces(0, 250));
    }
  }

  @Test
  void whateverBitIsOtherwiseIsNoticedWhereItIsRead() throws IOException {
    byte[] content = written();
    for (int at = content.length - 1; at > 0; at -= content.length / 60) {
      content[at] ^= 4;
      try (SeekableByteChannel channel = channel(content)) {
        assertThrows(
            StoreException.Corrupt.class, () -> AlignmentsFile.open(channel).faces(0, FRAMES));
      }
      content[at] ^= 4;
    }
  }

  @Test
  void theFormBeforeIsRead() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var packed = new GZIPOutputStream(bytes)) {
      packed.write(Json.MAPPER.writeValueAsBytes(ALL));
      packed.write('\n');
    }
    try (SeekableByteChannel channel = channel(bytes.toByteArray())) {
      var file = AlignmentsFile.open(channel);
      assertEquals(json(within(100, 200)), json(file.faces(100, 200)));
      assertEquals(json(ALL.people()), json(file.withoutFaces().people()));
    }
  }
}
