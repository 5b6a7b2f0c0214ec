package dev.likeness.model.scoring;

import java.util.List;
import java.util.Map;

/**
 * What scoring found.
 *
 * @param figures of each candidate
 * @param swapPsnr of the swap, frame by frame
 * @param answersWithoutFace frames in whose answer the network found no face, so that they say
 *     nothing of landmarks; every other figure counts them
 */
public record Scores(
    Map<Candidate, Figures> figures, List<Double> swapPsnr, int answersWithoutFace) {
  public Scores {
    figures = Map.copyOf(figures);
    swapPsnr = List.copyOf(swapPsnr);
  }

  public Figures of(Candidate candidate) {
    var found = figures.get(candidate);
    if (found == null) {
      throw new IllegalArgumentException("The candidate " + candidate + " was not scored.");
    }
    return found;
  }
}
