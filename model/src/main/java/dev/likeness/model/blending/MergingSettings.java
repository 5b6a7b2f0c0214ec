package dev.likeness.model.blending;

/**
 * How faces are composited, every value known and within its range: see {@link MergingConfig},
 * which is what a person writes.
 */
public record MergingSettings(
    double erode,
    double feather,
    ColorMatch color,
    double scale,
    double sharpen,
    double opacity,
    int quantiser) {
  public MergingSettings {
    for (MergingOption option : MergingOption.values()) {
      double value =
          switch (option) {
            case ERODE -> erode;
            case FEATHER -> feather;
            case SCALE -> scale;
            case SHARPEN -> sharpen;
            case OPACITY -> opacity;
            case QUANTISER -> quantiser;
          };
      if (!option.allows(value)) {
        throw new IllegalArgumentException(option.complaint(value));
      }
    }
  }
}
