package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorsTest {
  private static final long LARGE = 4_200_000; // more than one slice of 16 MiB, and no whole block

  @Test
  void sumsReachEveryNumberOfLargeTensors() {
    var shapes = new LinkedHashMap<String, List<Long>>();
    shapes.put("small", List.of(3L));
    shapes.put("large", List.of(LARGE, 2L));
    try (Tensors sums = new Tensors(shapes);
        Tensors more = sums.sameShapes()) {
      for (long at : new long[] {0, LARGE, 2 * LARGE - 1}) {
        sums.segment("large").setAtIndex(ValueLayout.JAVA_FLOAT, at, 1);
        more.segment("large").setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) (at + 1));
      }
      more.segment("small").setAtIndex(ValueLayout.JAVA_FLOAT, 2, 8);
      sums.add(more, 0.25f);
      for (long at : new long[] {0, LARGE, 2 * LARGE - 1}) {
        float sum = sums.segment("large").getAtIndex(ValueLayout.JAVA_FLOAT, at);
        assertEquals(1 + 0.25f * (float) (at + 1), sum, "at " + at);
      }
      assertEquals(0, sums.segment("large").getAtIndex(ValueLayout.JAVA_FLOAT, 1));
      assertArrayEquals(new float[] {0, 0, 2}, sums.floats("small"));
      sums.clear();
      assertArrayEquals(new float[3], sums.floats("small"));
    }
  }

  @Test
  void oneNumberThatIsNotFiniteIsFoundWhereverItStands() {
    var shapes = new LinkedHashMap<String, List<Long>>();
    shapes.put("small", List.of(3L));
    shapes.put("large", List.of(LARGE, 2L));
    try (Tensors tensors = new Tensors(shapes)) {
      assertTrue(tensors.finite());
      for (long at : new long[] {0, LARGE, 2 * LARGE - 1}) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1f / 0}) {
          var memory = tensors.segment("large");
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, bad);
          assertFalse(tensors.finite(), bad + " at " + at);
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, -Float.MAX_VALUE);
          assertTrue(tensors.finite());
        }
      }
    }
  }
}
