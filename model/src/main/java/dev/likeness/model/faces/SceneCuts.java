package dev.likeness.model.faces;

import java.util.ArrayList;
import java.util.List;

/** Finds where a new scene begins, from the frames' signatures. */
final class SceneCuts {
  /** The smallest jump that is a cut, and how many times the jumps around it that must be. */
  private static final double JUMP = 0.12;

  private static final double TIMES = 4;
  private static final int AROUND = 8;

  private SceneCuts() {}

  /** The ordinals of frames that begin a new scene; the first frame does not count. */
  static List<Integer> of(List<FrameFaces> frames) {
    double[] jumps = new double[frames.size()];
    for (int i = 1; i < jumps.length; i++) {
      jumps[i] = frames.get(i).signature().distance(frames.get(i - 1).signature());
    }
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i < jumps.length; i++) {
      boolean gap = frames.get(i).frame() != frames.get(i - 1).frame() + 1;
      boolean resized =
          frames.get(i).width() != frames.get(i - 1).width()
              || frames.get(i).height() != frames.get(i - 1).height();
      if (gap || resized || jumps[i] > Math.max(JUMP, TIMES * around(jumps, i))) {
        cuts.add(frames.get(i).frame());
      }
    }
    return cuts;
  }

  /** The median of the jumps around one, so that a shaking or flickering scene stays whole. */
  private static double around(double[] jumps, int at) {
    List<Double> others = new ArrayList<>();
    for (int i = Math.max(1, at - AROUND); i < Math.min(jumps.length, at + AROUND + 1); i++) {
      if (i != at) {
        others.add(jumps[i]);
      }
    }
    others.sort(null);
    return others.isEmpty() ? 0 : others.get(others.size() / 2);
  }
}
