package dev.likeness.activities.steps;

import dev.likeness.model.faces.AlignedFace;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
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

  /** Every face of the task's person in the frames {@code from} to {@code to} - 1. */
  static FacesByFrame of(StepTask task, int from, int to) throws IOException {
    String person = task.text("person");
    try (SeekableByteChannel channel = task.store().channel(task.input("alignments"))) {
      return new FacesByFrame(
          AlignmentsFile.open(channel).faces(from, to).stream()
              .filter(face -> person.equals("everybody") || face.person().equals(person))
              .sorted(Comparator.comparing(AlignedFace::key))
              .collect(
                  Collectors.groupingBy(
                      face -> face.key().frame(), TreeMap::new, Collectors.toList())));
    }
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
