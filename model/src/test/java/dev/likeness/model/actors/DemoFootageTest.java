package dev.likeness.model.actors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FindOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFootageTest {
  private static final DemoOptions SMALL = new DemoOptions(7, 6, 160, 90, 25);

  @Test
  void writesThreeFilmsAndTellsItsProgress(@TempDir Path folder) throws Exception {
    var progress = new ArrayList<Integer>();
    new DemoFootage(SMALL).render(folder, progress::add);
    assertEquals(IntStream.rangeClosed(1, 12).boxed().toList(), progress);
    for (String name : List.of(DemoFootage.SOURCE, DemoFootage.TARGET, DemoFootage.ANSWER)) {
      assertTrue(Files.size(folder.resolve(name)) > 1000, name);
    }
  }

  @Test
  void rendersTheSameFrameAgainWheneverItIsAskedFor() {
    var first = new DemoFootage(SMALL);
    var second = new DemoFootage(SMALL);
    var later = second.answer(5);
    assertArrayEquals(first.answer(5).answer().rgb(), later.answer().rgb());
    assertArrayEquals(first.source(2).picture().rgb(), second.source(2).picture().rgb());
    assertFalse(Arrays.equals(later.target().rgb(), second.answer(4).target().rgb()));
  }

  @Test
  void bothNetworksFindTheFaceInNearlyEveryFrame() {
    var footage = new DemoFootage(DemoOptions.of(7, true));
    int looked = 0;
    int found = 0;
    try (var finder = FaceFinder.open(FindOptions.DEFAULT)) {
      for (int frame = 0; frame < 160; frame += 20) {
        var answer = footage.answer(frame);
        for (var picture :
            List.of(footage.source(frame).picture(), answer.target(), answer.answer())) {
          looked++;
          found +=
              finder.find("", frame, picture).records().faces().stream()
                      .anyMatch(face -> face.score() > 0.5 && face.meshScore() > 0.5)
                  ? 1
                  : 0;
        }
      }
    }
    assertTrue(found >= looked - 1, found + " of " + looked);
  }

  @Test
  void refusesFootageThatCannotBeShot() {
    assertThrows(IllegalArgumentException.class, () -> new DemoOptions(1, 1, 640, 360, 25));
    assertThrows(IllegalArgumentException.class, () -> new DemoOptions(1, 9, 641, 360, 25));
  }

  @Test
  void aFrameThatCannotBeMadeFailsWithItsCause() {
    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                FramesInOrder.each(
                    3,
                    2,
                    i -> {
                      if (i == 1) {
                        throw new ArithmeticException("broken");
                      }
                      return i;
                    },
                    (ordinal, frame) -> assertEquals(ordinal, frame)));
    assertInstanceOf(ArithmeticException.class, failure.getCause());
  }
}
