package dev.likeness.workflows;

import java.util.List;
import java.util.Map;

/**
 * A finished film.
 *
 * @param film digest of the film
 * @param predictions digests of the predicted faces, one a chunk, from which it can be merged again
 * @param values frames, frames with a swapped face, faces swapped
 */
public record ConvertedVideo(
    String name,
    String film,
    List<String> predictions,
    Map<String, Object> values,
    int made,
    int reused) {
  public ConvertedVideo {
    predictions = List.copyOf(predictions);
    values = Ordered.copy(values);
  }
}
