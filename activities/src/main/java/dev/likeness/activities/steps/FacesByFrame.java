package dev.likeness.activities.steps;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.Alignments;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The faces of one person (or of everybody) in a range of frames, by frame. */
final class FacesByFrame {
  private final Map<Integer, List<AlignedFace>> faces;

  private FacesByFrame(Map<Integer, List<AlignedFace>> faces) {
    this.faces = faces;
  }

  /** Every face of the person in the frames {@code from} to {@code to} - 1. */
  static FacesByFrame of(Alignments alignments, String person, int from, int to) {
    return new FacesByFrame(
        alignments.faces().stream()
            .filter(face -> person.equals("everybody") || face.person().equals(person))
            .filter(face -> face.key().frame() >= from && face.key().frame() < to)
            .sorted(Comparator.comparing(AlignedFace::key))
            .collect(
                Collectors.groupingBy(
                    face -> face.key().frame(), TreeMap::new, Collectors.toList())));
  }

  /** Only the faces that may be trained on. */
  FacesByFrame chosen() {
    Map<Integer, List<AlignedFace>> chosen = new TreeMap<>();
    faces.forEach(
        (frame, all) ->
            chosen.put(frame, all.stream().filter(face -> face.leftOut().isEmpty()).toList()));
    return new FacesByFrame(chosen);
  }

  List<AlignedFace> of(int frame) {
    return faces.getOrDefault(frame, List.of());
  }
}
