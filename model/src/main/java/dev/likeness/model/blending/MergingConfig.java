package dev.likeness.model.blending;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The merging section of a job as it was written: what is absent takes the default of {@link
 * MergingOption}. Nothing is checked until {@link #validate()}.
 *
 * @param erode how far the mask draws back from the face's outline before it starts to rise, as a
 *     share of the face's size (the side of the core box): 0 to 0.5, default 0.02
 * @param feather over which distance the mask then rises to full, as a share of the face's size: 0
 *     to 0.5, default 0.12; it lies inside the outline, never outside
 * @param color {@code reinhard} (default), {@code mean} or {@code none}
 * @param scale how much larger the predicted face is drawn, in percent: -10 to 10, default 0; the
 *     mask shrinks with a smaller face but never grows beyond the target's outline
 * @param sharpen amount of an unsharp mask of one network pixel on the prediction: 0 (none,
 *     default) to 5
 * @param opacity of the predicted face: 0 to 1 (default)
 * @param quantiser of the encoder on H.264's scale: 1 (best) to 51, default 14
 */
public record MergingConfig(
    Optional<Double> erode,
    Optional<Double> feather,
    Optional<String> color,
    Optional<Double> scale,
    Optional<Double> sharpen,
    Optional<Double> opacity,
    Optional<Integer> quantiser) {
  /** Nothing written: every option at its default. */
  public static final MergingConfig DEFAULTS =
      new MergingConfig(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Everything that is wrong, each as {@code merging.option: sentence}; empty when all is well. */
  public List<String> validate() {
    return Stream.of(
            MergingOption.ERODE.check(erode),
            MergingOption.FEATHER.check(feather),
            color.filter(name -> match(name).isEmpty()).map(MergingConfig::unknownColor),
            MergingOption.SCALE.check(scale),
            MergingOption.SHARPEN.check(sharpen),
            MergingOption.OPACITY.check(opacity),
            MergingOption.QUANTISER.check(quantiser.map(Integer::doubleValue)))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * The values to work with.
   *
   * @throws IllegalArgumentException with all sentences of {@link #validate()} if there are any
   */
  public MergingSettings settings() {
    List<String> errors = validate();
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", errors));
    }
    return new MergingSettings(
        erode.orElse(MergingOption.ERODE.standard()),
        feather.orElse(MergingOption.FEATHER.standard()),
        color.flatMap(MergingConfig::match).orElse(ColorMatch.REINHARD),
        scale.orElse(MergingOption.SCALE.standard()),
        sharpen.orElse(MergingOption.SHARPEN.standard()),
        opacity.orElse(MergingOption.OPACITY.standard()),
        quantiser.orElse((int) MergingOption.QUANTISER.standard()));
  }

  private static Optional<ColorMatch> match(String name) {
    return Arrays.stream(ColorMatch.values())
        .filter(match -> match.toString().equals(name))
        .findFirst();
  }

  private static String unknownColor(String name) {
    return "merging.color: \"%s\" is not one of %s."
        .formatted(
            name,
            Arrays.stream(ColorMatch.values())
                .map(ColorMatch::toString)
                .collect(Collectors.joining(", ")));
  }
}
