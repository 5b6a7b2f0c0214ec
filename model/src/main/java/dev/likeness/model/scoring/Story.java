package dev.likeness.model.scoring;

import dev.likeness.model.image.Picture;

/**
 * One frame of the report: the target before the swap, after it, and as it should be; equal sizes.
 *
 * @param rank such as {@code worst}
 * @param psnr of this frame's region alone
 */
public record Story(
    String rank, int ordinal, double psnr, Picture before, Picture after, Picture answer) {
  private static final int AMPLIFIED = 4;

  /** The absolute difference between result and answer, four times as bright. */
  Picture difference() {
    byte[] difference = new byte[after.rgb().length];
    for (int i = 0; i < difference.length; i++) {
      int off = Math.abs((after.rgb()[i] & 255) - (answer.rgb()[i] & 255));
      difference[i] = (byte) Math.min(255, AMPLIFIED * off);
    }
    return new Picture(after.width(), after.height(), difference);
  }
}
