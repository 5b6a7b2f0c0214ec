package dev.likeness.workflows;

import java.util.List;

/** What {@code FaceSwap} made: the model it trained, the faces it used and one film a target. */
public record SwapResult(
    String project,
    TrainedModel model,
    List<ExtractedFaces> sources,
    List<ExtractedFaces> targets,
    List<ConvertedVideo> films) {
  public SwapResult {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
    films = List.copyOf(films);
  }
}
