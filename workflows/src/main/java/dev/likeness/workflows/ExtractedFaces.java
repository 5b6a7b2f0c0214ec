package dev.likeness.workflows;

import java.util.List;
import java.util.Map;

/**
 * What {@code ExtractFaces} found.
 *
 * @param person the chosen person's id, or {@code everybody}
 * @param facesets digests of the facesets, one a chunk
 * @param counts how many frames, faces, people, faces left out and why
 */
public record ExtractedFaces(
    Medium medium,
    String index,
    String alignments,
    String person,
    int from,
    int to,
    List<String> facesets,
    Map<String, Long> counts,
    int made,
    int reused) {
  public ExtractedFaces {
    facesets = List.copyOf(facesets);
    counts = Ordered.copy(counts);
  }
}
