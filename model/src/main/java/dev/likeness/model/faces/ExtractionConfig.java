package dev.likeness.model.faces;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The extraction section of a job as it was written: what is absent takes the default of {@link
 * FindOptions}, {@link AlignOptions} or {@link CutOptions}. Nothing is checked until {@link
 * #validate()}.
 *
 * @param minFace smallest face to find, as a share of the frame's longest side: 1/256 to 1
 * @param minScore weakest detection kept: 0.05 to 1
 * @param maxGap frames in a row that the detector may miss: 0 to 1000
 * @param samePerson distance of descriptors up to which two tracks are one person: 0 to 2
 * @param smoothing standard deviation in frames of the smoothing over time: 0 to 100
 * @param minSize smallest core box to train on, in frame pixels
 * @param minSharpness lowest sharpness to train on, as a share of the person's median: 0 to 1
 * @param minInside smallest share of the core box inside the frame to train on: 0 to 1
 * @param maxYaw largest yaw to train on, in degrees: 0 to 180
 * @param maxPitch largest pitch to train on, in degrees: 0 to 180
 * @param maxSide largest side of a stored crop in pixels
 * @param lossless PNG instead of JPEG for stored crops
 */
public record ExtractionConfig(
    Optional<Double> minFace,
    Optional<Double> minScore,
    Optional<Integer> maxGap,
    Optional<Double> samePerson,
    Optional<Double> smoothing,
    Optional<Double> minSize,
    Optional<Double> minSharpness,
    Optional<Double> minInside,
    Optional<Double> maxYaw,
    Optional<Double> maxPitch,
    Optional<Integer> maxSide,
    Optional<Boolean> lossless) {

  /** Everything that is wrong, each as {@code extraction: sentence}; empty when all is well. */
  public List<String> validate() {
    List<String> errors = new ArrayList<>();
    check(errors, () -> find(false));
    check(errors, this::align);
    check(errors, this::cut);
    return errors;
  }

  /** Only what finding faces depends on. */
  public ExtractionConfig finding() {
    return new ExtractionConfig(
        minFace,
        minScore,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Only what following and judging faces depends on. */
  public ExtractionConfig aligning() {
    return new ExtractionConfig(
        Optional.empty(),
        Optional.empty(),
        maxGap,
        samePerson,
        smoothing,
        minSize,
        minSharpness,
        minInside,
        maxYaw,
        maxPitch,
        Optional.empty(),
        Optional.empty());
  }

  /** Only what cutting faces out depends on. */
  public ExtractionConfig cutting() {
    return new ExtractionConfig(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        maxSide,
        lossless);
  }

  private static void check(List<String> errors, Supplier<?> options) {
    try {
      var _ = options.get();
    } catch (IllegalArgumentException e) {
      errors.add("extraction: " + e.getMessage());
    }
  }

  /**
   * How to look for faces.
   *
   * @param picture whether the medium is a single picture, which is looked at more closely
   */
  @JsonIgnore
  public FindOptions find(boolean picture) {
    FindOptions usual = picture ? FindOptions.PICTURES : FindOptions.DEFAULT;
    return new FindOptions(
        minFace.orElse(usual.minFace()), minScore.orElse(usual.minScore()), usual.chipEvery());
  }

  @JsonIgnore
  public AlignOptions align() {
    AlignOptions usual = AlignOptions.DEFAULT;
    return new AlignOptions(
        usual.sureScore(),
        usual.sureMesh(),
        maxGap.orElse(usual.maxGap()),
        samePerson.orElse(usual.samePerson()),
        smoothing.orElse(usual.smoothing()),
        minSize.orElse(usual.minSize()),
        minSharpness.orElse(usual.minSharpness()),
        minInside.orElse(usual.minInside()),
        maxYaw.orElse(usual.maxYaw()),
        maxPitch.orElse(usual.maxPitch()),
        usual.sameFace(),
        usual.keepAtLeast());
  }

  @JsonIgnore
  public CutOptions cut() {
    return new CutOptions(
        maxSide.orElse(CutOptions.DEFAULT.maxSide()),
        lossless.orElse(CutOptions.DEFAULT.lossless()));
  }
}
