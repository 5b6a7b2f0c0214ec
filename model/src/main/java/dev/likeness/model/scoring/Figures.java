package dev.likeness.model.scoring;

/**
 * How close a candidate comes to the answer, inside the region, over every frame.
 *
 * @param psnr in decibels, from the squared error pooled over all pixels and frames; at most {@link
 *     #PERFECT}
 * @param ssim mean structural similarity of the luma, -1 to 1
 * @param landmarkError mean distance of the mesh network's landmarks on the candidate from those on
 *     the answer, in distances between the outer eye corners; 1 for a face that was not found
 * @param jitter mean absolute difference between the candidate's and the answer's change from frame
 *     to frame, in levels of 255
 */
public record Figures(double psnr, double ssim, double landmarkError, double jitter) {
  /** The figure for no error at all, which would be infinite and no JSON. */
  public static final double PERFECT = 100;

  /** Decibels for a mean squared error in levels of 255. */
  public static double decibels(double squaredError) {
    return squaredError <= 0
        ? PERFECT
        : Math.min(PERFECT, 10 * Math.log10(255.0 * 255.0 / squaredError));
  }
}
