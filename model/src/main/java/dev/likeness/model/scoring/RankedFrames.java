package dev.likeness.model.scoring;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The ordinals of the frames that a report shows, by their own PSNR. */
public record RankedFrames(int worst, int median, int best) {
  /**
   * Ranks frames by the PSNR of each.
   *
   * @throws IllegalArgumentException for no frames
   */
  public static RankedFrames of(List<Double> psnr) {
    if (psnr.isEmpty()) {
      throw new IllegalArgumentException("No frames were scored, so none can be shown.");
    }
    List<Integer> order =
        IntStream.range(0, psnr.size()).boxed().sorted(Comparator.comparing(psnr::get)).toList();
    return new RankedFrames(order.getFirst(), order.get(order.size() / 2), order.getLast());
  }
}
