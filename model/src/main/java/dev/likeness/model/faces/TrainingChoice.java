package dev.likeness.model.faces;

import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides which faces may be trained on, and says of the others why not. */
final class TrainingChoice {
  /** Two faces alike in shape count as the same only if light and sharpness agree this well too. */
  private static final double SAME_LIGHT = 0.01;

  private static final double SAME_SHARPNESS = 0.1;

  /** Faces are compared within cells of so many degrees, with the cells around. */
  private static final double CELL = 3;

  private final AlignOptions options;

  TrainingChoice(AlignOptions options) {
    this.options = options;
  }

  /** The same faces in the same order with every reason that applies. */
  List<AlignedFace> judged(List<AlignedFace> faces) {
    Map<String, List<AlignedFace>> people = new HashMap<>();
    faces.forEach(f -> people.computeIfAbsent(f.person(), p -> new ArrayList<>()).add(f));
    Map<FaceKey, List<LeftOut>> reasons = new HashMap<>();
    people.values().forEach(person -> judge(person, reasons));
    return faces.stream().map(f -> with(f, reasons.getOrDefault(f.key(), List.of()))).toList();
  }

  private void judge(List<AlignedFace> person, Map<FaceKey, List<LeftOut>> reasons) {
    double[] sharpness =
        person.stream()
            .filter(f -> !f.bridged())
            .mapToDouble(f -> f.quality().sharpness())
            .sorted()
            .toArray();
    double median = sharpness.length == 0 ? 0 : sharpness[sharpness.length / 2];
    List<AlignedFace> good = new ArrayList<>();
    for (AlignedFace face : person) {
      List<LeftOut> why = judge(face, median * options.minSharpness());
      reasons.put(face.key(), why);
      if (why.isEmpty()) {
        good.add(face);
      }
    }
    List<AlignedFace> duplicates = duplicates(good);
    int spare = Math.min(duplicates.size(), Math.max(0, good.size() - options.keepAtLeast()));
    // Evenly spread, so that what is kept of them is too.
    for (int i = 0; i < spare; i++) {
      AlignedFace face = duplicates.get((int) ((long) i * duplicates.size() / spare));
      reasons.put(face.key(), List.of(LeftOut.DUPLICATE));
    }
  }

  private List<LeftOut> judge(AlignedFace face, double leastSharpness) {
    if (face.bridged()) {
      return List.of(LeftOut.BRIDGED);
    }
    List<LeftOut> why = new ArrayList<>();
    if (face.score() < options.sureScore() || face.leftOut().contains(LeftOut.WEAK)) {
      why.add(LeftOut.WEAK);
    }
    if (face.quality().size() < options.minSize()) {
      why.add(LeftOut.SMALL);
    }
    if (face.quality().sharpness() < leastSharpness) {
      why.add(LeftOut.BLURRED);
    }
    if (face.quality().inside() < options.minInside()) {
      why.add(LeftOut.CUT_OFF);
    }
    if (Math.abs(face.pose().yaw()) > options.maxYaw()
        || Math.abs(face.pose().pitch()) > options.maxPitch()) {
      why.add(LeftOut.TURNED);
    }
    return why;
  }

  private record Cell(long yaw, long pitch) {}

  private List<AlignedFace> duplicates(List<AlignedFace> faces) {
    Map<Cell, List<AlignedFace>> chosen = new HashMap<>();
    List<AlignedFace> duplicates = new ArrayList<>();
    for (AlignedFace face : faces) {
      long yaw = Math.round(face.pose().yaw() / CELL);
      long pitch = Math.round(face.pose().pitch() / CELL);
      boolean again = false;
      for (long i = -1; i <= 1 && !again; i++) {
        for (long j = -1; j <= 1 && !again; j++) {
          again =
              chosen.getOrDefault(new Cell(yaw + i, pitch + j), List.of()).stream()
                  .anyMatch(other -> same(face, other));
        }
      }
      if (again) {
        duplicates.add(face);
      } else {
        chosen.computeIfAbsent(new Cell(yaw, pitch), c -> new ArrayList<>()).add(face);
      }
    }
    return duplicates;
  }

  private boolean same(AlignedFace a, AlignedFace b) {
    double sharper = Math.max(a.quality().sharpness(), b.quality().sharpness());
    if (Math.abs(a.quality().brightness() - b.quality().brightness()) > SAME_LIGHT
        || Math.abs(a.quality().sharpness() - b.quality().sharpness()) > SAME_SHARPNESS * sharper) {
      return false;
    }
    List<Point> left = Landmarks.of(a.mesh());
    List<Point> right = Landmarks.of(b.mesh());
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += a.toCore().apply(left.get(i)).distance(b.toCore().apply(right.get(i)));
    }
    return sum / left.size() < options.sameFace();
  }

  private static AlignedFace with(AlignedFace face, List<LeftOut> leftOut) {
    return new AlignedFace(
        face.key(),
        face.box(),
        face.score(),
        face.mesh(),
        face.pose(),
        face.quality(),
        face.track(),
        face.person(),
        face.toCore(),
        face.bridged(),
        leftOut);
  }
}
