package dev.likeness.model.faces;

import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the detector says: a box, both eyes (the picture's left one first), and how sure it is. */
record Detection(Box box, Point leftEye, Point rightEye, double score) {
  private static final double SAME = 0.3;
  private static final double WITHIN = 0.7;

  /** A total order, so that ties fall the same way on every machine. */
  static final Comparator<Detection> BY_SCORE =
      Comparator.comparingDouble(Detection::score)
          .reversed()
          .thenComparingDouble(d -> d.box().x())
          .thenComparingDouble(d -> d.box().y())
          .thenComparingDouble(d -> d.box().width());

  /**
   * One detection per face: those that overlap the best are averaged into it by score, which moves
   * less from frame to frame than the best alone.
   */
  static List<Detection> merged(List<Detection> candidates) {
    List<Detection> rest = new ArrayList<>(candidates);
    rest.sort(BY_SCORE);
    List<Detection> faces = new ArrayList<>();
    while (!rest.isEmpty()) {
      Detection best = rest.getFirst();
      List<Detection> same = rest.stream().filter(d -> d.box.overlap(best.box) > SAME).toList();
      rest.removeIf(d -> same.contains(d) || d.equals(best));
      faces.add(same.size() > 1 ? mean(same, best.score) : best);
    }
    return faces;
  }

  /** Of detections from several tiles, drops those that repeat or lie within a better one. */
  static List<Detection> distinct(List<Detection> candidates) {
    List<Detection> kept = new ArrayList<>();
    candidates.stream()
        .sorted(BY_SCORE)
        .filter(d -> kept.stream().noneMatch(d::repeats))
        .forEach(kept::add);
    return kept;
  }

  private boolean repeats(Detection better) {
    double overlap = box.overlap(better.box);
    double shared = overlap / (1 + overlap) * (box.area() + better.box.area());
    return overlap > SAME || shared > WITHIN * Math.min(box.area(), better.box.area());
  }

  private static Detection mean(List<Detection> same, double score) {
    double weight = 0;
    double[] sums = new double[8];
    for (Detection d : same) {
      weight += d.score;
      double[] values = {
        d.box.x(), d.box.y(), d.box.width(), d.box.height(),
        d.leftEye.x(), d.leftEye.y(), d.rightEye.x(), d.rightEye.y()
      };
      for (int i = 0; i < sums.length; i++) {
        sums[i] += d.score * values[i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= weight;
    }
    return new Detection(
        new Box(sums[0], sums[1], sums[2], sums[3]),
        new Point(sums[4], sums[5]),
        new Point(sums[6], sums[7]),
        score);
  }
}
