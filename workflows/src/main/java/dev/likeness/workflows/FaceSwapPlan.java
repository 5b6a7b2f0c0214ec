package dev.likeness.workflows;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checked request of {@code FaceSwap}.
 *
 * @param sources footage of the source
 * @param sourceFacesets digests of facesets of the source, cut out or curated before
 * @param targetFacesets digests of curated facesets to train the target's side on, instead of
 *     cutting them out
 * @param model the model to go on training; one named after the project and what it learns from
 *     when absent
 * @param resources what the steps of a stage may use, by the stage's name: see {@link Resources}
 */
public record FaceSwapPlan(
    String project,
    List<Medium> sources,
    List<String> sourceFacesets,
    List<Medium> targets,
    List<String> targetFacesets,
    Optional<String> sourcePerson,
    Optional<String> targetPerson,
    Optional<String> model,
    Map<String, Object> extraction,
    Map<String, Object> training,
    Map<String, Object> merging,
    String container,
    Fanout fanout,
    Map<String, Object> resources) {
  public FaceSwapPlan {
    // Absent in what an earlier version planned.
    resources = resources == null ? Ordered.of() : Ordered.copy(resources);
    sources = List.copyOf(sources);
    sourceFacesets = List.copyOf(sourceFacesets);
    targets = List.copyOf(targets);
    targetFacesets = List.copyOf(targetFacesets);
  }
}
