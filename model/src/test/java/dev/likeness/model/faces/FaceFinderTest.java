package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaceFinderTest {
  private static FaceFinder finder;

  @BeforeAll
  static void open() {
    finder = FaceFinder.open(FindOptions.DEFAULT);
  }

  @AfterAll
  static void close() {
    finder.close();
  }

  @Test
  void findsTheOneFaceOfAPortraitWithItsEyesAndPose() {
    FoundFaces found = finder.find("portrait", 3, Portraits.collins());

    assertEquals(1, found.records().faces().size());
    FaceRecord face = found.records().faces().getFirst();
    assertEquals(new FaceKey("portrait", 3, 0), face.key());
    assertTrue(face.score() > 0.8 && face.meshScore() > 0.95, face.toString());
    List<Point> landmarks = Landmarks.of(face.mesh());
    assertTrue(landmarks.get(36).distance(new Point(194, 100)) < 3, landmarks.get(36).toString());
    assertTrue(landmarks.get(45).distance(new Point(259, 104)) < 3, landmarks.get(45).toString());
    assertEquals(0, face.pose().yaw(), 8);
    assertEquals(0, face.pose().roll(), 8);
    assertEquals(1, face.quality().inside());
    assertEquals(1, found.chips().size());
    assertTrue(face.chip());
  }

  @Test
  void mirroringAPictureMirrorsItsFace() {
    FaceRecord face = only(Portraits.hopper());
    FaceRecord mirrored = only(Portraits.mirrored(Portraits.hopper()));

    List<Point> expected = Landmarks.mirrored(Landmarks.of(face.mesh()), 512);
    List<Point> actual = Landmarks.of(mirrored.mesh());
    for (int i = 17; i < 68; i++) {
      assertTrue(expected.get(i).distance(actual.get(i)) < 6, "point " + i);
    }
    assertEquals(-face.pose().roll(), mirrored.pose().roll(), 2);
  }

  @Test
  void movingAFaceMovesItsMeshAndNothingElse() {
    FaceRecord here = only(Portraits.placed(Portraits.collins(), 100, 60, 1280, 720));
    FaceRecord there = only(Portraits.placed(Portraits.collins(), 500, 130, 1280, 720));

    assertEquals(here.quality().size(), there.quality().size(), 0.02 * here.quality().size());
    for (int i = 0; i < Mesh.POINTS; i++) {
      Point from = here.mesh().point(i);
      Point to = there.mesh().point(i);
      assertTrue(new Point(from.x() + 400, from.y() + 70).distance(to) < 3, "point " + i);
    }
  }

  @Test
  void aFrameWithoutFacesHasNone() {
    Picture grey = Portraits.placed(Picture.blank(1, 1), 0, 0, 320, 200);

    assertEquals(List.of(), finder.find("grey", 0, grey).records().faces());
  }

  @Test
  void readsAnyShapeOfFrame() {
    assertEquals(0, finder.find("dot", 0, Picture.blank(1, 1)).records().faces().size());
    assertEquals(0, finder.find("line", 0, Picture.blank(700, 1)).records().faces().size());
    assertEquals(0, finder.find("pole", 0, Picture.blank(2, 300)).records().faces().size());
  }

  @Test
  void tilesFindAFaceThatIsTooSmallForOnePass() {
    // 70 pixels of face in 4000 of frame: 3 of the detector's.
    Picture frame = Portraits.placed(Portraits.collins(), 2900, 700, 4000, 1400);
    try (var tiled = FaceFinder.open(FindOptions.PICTURES)) {
      List<FaceRecord> faces = tiled.find("wide", 0, frame).records().faces();

      assertEquals(0, finder.find("wide", 0, frame).records().faces().size());
      assertEquals(1, faces.size());
      Box box = faces.getFirst().box();
      assertTrue(box.center().distance(new Point(2900 + 222, 700 + 125)) < 30, box.toString());
    }
  }

  @Test
  void findsTheSameWithOtherThreadsAndAfterOtherFrames() throws Exception {
    Picture collins = Portraits.collins();
    Picture hopper = Portraits.hopper();
    String expected = Json.MAPPER.writeValueAsString(finder.find("m", 0, collins).records());
    Callable<String> other =
        () -> {
          try (var own = FaceFinder.open(FindOptions.DEFAULT)) {
            own.find("m", 7, hopper);
            return Json.MAPPER.writeValueAsString(own.find("m", 0, collins).records());
          }
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<String> result : threads.invokeAll(List.of(other, other, other))) {
        assertEquals(expected, result.get());
      }
    }
  }

  @Test
  void recordsSurviveJson() throws Exception {
    FrameFaces records = finder.find("m", 0, Portraits.collins()).records();
    String text = Json.MAPPER.writeValueAsString(records);

    assertEquals(records, Json.MAPPER.readValue(text, FrameFaces.class));
  }

  @Test
  void fiveHundredPassesDoNotGrowNativeMemory() {
    Picture small = Portraits.placed(Picture.blank(1, 1), 0, 0, 64, 64);
    Picture collins = Portraits.collins();
    for (int i = 0; i < 60; i++) {
      finder.find("m", i, i % 2 == 0 ? small : collins);
    }
    long before = Pointer.totalCount();
    for (int i = 0; i < 500; i++) {
      finder.find("m", i, i % 5 > 0 ? small : collins);
    }

    // Every matrix has an owner that closes it: one left behind per pass would be 500 more.
    long grown = Pointer.totalCount() - before;
    assertTrue(grown < 50, "grown by " + grown + " native objects");
  }

  private static FaceRecord only(Picture frame) {
    List<FaceRecord> faces = finder.find("m", 0, frame).records().faces();
    assertEquals(1, faces.size());
    return faces.getFirst();
  }
}
