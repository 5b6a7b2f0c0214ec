package dev.likeness.model.scoring;

import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one frame of one candidate adds to its figures.
 *
 * @param squared squared error summed over the region's pixels and three channels
 * @param similarity the SSIM map summed over the region
 * @param change absolute difference of the changes since the frame before, summed like {@code
 *     squared}; 0 for the first frame
 * @param landmarks distance of the landmarks in eye distances; empty when the answer's own face was
 *     not found
 */
record FrameErrors(
    int pixels, double squared, double similarity, double change, Optional<Double> landmarks) {
  /** Of the 68 landmarks those inside the face: the jaw line belongs to the target's head. */
  private static final int FIRST_INNER = 17;

  private static final double NOT_FOUND = 1;
  private static final int OUTER_EYE_CORNER = 36;
  private static final int OTHER_OUTER_EYE_CORNER = 45;

  /** Two frames in a row, the earlier one first; the same picture twice for the first frame. */
  record Pair(Picture before, Picture now) {}

  static FrameErrors of(
      Pair candidate,
      Pair answer,
      Region region,
      Optional<List<Point>> candidateLandmarks,
      Optional<List<Point>> answerLandmarks) {
    double squared = 0;
    double change = 0;
    int pixels = 0;
    for (int i = 0; i < region.inside().length; i++) {
      if (region.inside()[i]) {
        pixels++;
        for (int at = 3 * i; at < 3 * i + 3; at++) {
          int is = candidate.now().rgb()[at] & 255;
          int should = answer.now().rgb()[at] & 255;
          int was = candidate.before().rgb()[at] & 255;
          int shouldHaveBeen = answer.before().rgb()[at] & 255;
          squared += (is - should) * (is - should);
          change += Math.abs((is - was) - (should - shouldHaveBeen));
        }
      }
    }
    return new FrameErrors(
        pixels,
        squared,
        Similarity.sum(candidate.now(), answer.now(), region),
        change,
        answerLandmarks.map(
            wanted -> candidateLandmarks.map(found -> distance(found, wanted)).orElse(NOT_FOUND)));
  }

  /** PSNR of this frame alone. */
  double psnr() {
    return Figures.decibels(squared / (3.0 * pixels));
  }

  private static double distance(List<Point> found, List<Point> wanted) {
    double eyes = wanted.get(OUTER_EYE_CORNER).distance(wanted.get(OTHER_OUTER_EYE_CORNER));
    double mean =
        IntStream.range(FIRST_INNER, wanted.size())
            .mapToDouble(i -> found.get(i).distance(wanted.get(i)))
            .average()
            .orElseThrow();
    return Math.min(NOT_FOUND, mean / eyes);
  }
}
