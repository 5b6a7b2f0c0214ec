package dev.likeness.model.scoring;

import java.util.List;
import java.util.Map;

/**
 * The contents of {@code score.json}.
 *
 * @param passed whether every check is met
 * @param facts what the figures were taken from
 */
public record ScoreCard(
    Figures swap,
    Figures untouched,
    Figures pasted,
    boolean passed,
    List<Check> checks,
    Facts facts) {
  public ScoreCard {
    checks = List.copyOf(checks);
  }

  /**
   * What the figures were taken from.
   *
   * @param frames scored
   * @param answersWithoutFace frames that say nothing of landmarks
   * @param seed of actors, performances and training
   * @param iterations of training
   * @param seconds the whole job took
   * @param versions of what made the film, by name
   */
  public record Facts(
      int frames,
      int answersWithoutFace,
      long seed,
      int iterations,
      double seconds,
      Map<String, String> versions) {
    public Facts {
      versions = Map.copyOf(versions);
    }
  }

  /** Judges the scores of all three candidates. */
  public static ScoreCard of(
      Scores scores, long seed, int iterations, double seconds, Map<String, String> versions) {
    var swap = scores.of(Candidate.SWAP);
    var untouched = scores.of(Candidate.UNTOUCHED);
    var pasted = scores.of(Candidate.PASTED);
    var verdict = Verdict.of(swap, untouched, pasted);
    return new ScoreCard(
        swap,
        untouched,
        pasted,
        verdict.passed(),
        verdict.checks(),
        new Facts(
            scores.swapPsnr().size(),
            scores.answersWithoutFace(),
            seed,
            iterations,
            seconds,
            versions));
  }
}
