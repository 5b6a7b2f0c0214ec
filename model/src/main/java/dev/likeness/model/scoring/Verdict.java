package dev.likeness.model.scoring;

import java.util.List;
import java.util.Locale;

/**
 * Whether a swap worked: it beats both other candidates by at least 1 dB and in SSIM, beats the
 * pasted mean in landmark error, and jitters at most twice as much as that.
 */
public record Verdict(List<Check> checks) {
  private static final double DECIBELS = 1;
  private static final double JITTER = 2;

  public Verdict {
    checks = List.copyOf(checks);
  }

  public static Verdict of(Figures swap, Figures untouched, Figures pasted) {
    return new Verdict(
        List.of(
            psnr(Candidate.UNTOUCHED, swap, untouched),
            psnr(Candidate.PASTED, swap, pasted),
            ssim(Candidate.UNTOUCHED, swap, untouched),
            ssim(Candidate.PASTED, swap, pasted),
            new Check(
                "landmarkError",
                swap.landmarkError() < pasted.landmarkError(),
                String.format(
                    Locale.ROOT,
                    "The swap's landmarks lie %.4f eye distances off, the pasted mean's %.4f; they"
                        + " must lie closer.",
                    swap.landmarkError(),
                    pasted.landmarkError())),
            new Check(
                "jitter",
                swap.jitter() <= JITTER * pasted.jitter(),
                String.format(
                    Locale.ROOT,
                    "The swap jitters by %.2f levels, the pasted mean by %.2f; at most %.0f times"
                        + " as much is allowed.",
                    swap.jitter(),
                    pasted.jitter(),
                    JITTER))));
  }

  public boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  private static Check psnr(Candidate other, Figures swap, Figures figures) {
    return new Check(
        "psnr over " + other,
        swap.psnr() >= figures.psnr() + DECIBELS,
        String.format(
            Locale.ROOT,
            "The swap has %.2f dB, %s %.2f dB; at least %.0f dB more is asked.",
            swap.psnr(),
            name(other),
            figures.psnr(),
            DECIBELS));
  }

  private static Check ssim(Candidate other, Figures swap, Figures figures) {
    return new Check(
        "ssim over " + other,
        swap.ssim() > figures.ssim(),
        String.format(
            Locale.ROOT,
            "The swap has an SSIM of %.4f, %s %.4f; more is asked.",
            swap.ssim(),
            name(other),
            figures.ssim()));
  }

  private static String name(Candidate candidate) {
    return switch (candidate) {
      case SWAP -> "the swap";
      case UNTOUCHED -> "the untouched target";
      case PASTED -> "the pasted mean";
    };
  }
}
